"""Tables of the search (portal/search/models.py)."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from portal import migration_operations as operations

from portal.search.common_synonyms import groups


def load(apps, schema_editor):
    apps.get_model("portal", "SearchState").objects.create(pk=1)
    synonym = apps.get_model("portal", "Synonym")
    synonym.objects.bulk_create(synonym(words=words, one_way=one_way) for words, one_way in groups())


class Migration(migrations.Migration):

    dependencies = [("portal", "0002_seed")]

    operations = [
        migrations.CreateModel(
            name='JudgedRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('queries', models.PositiveIntegerField(verbose_name='问题数')),
                ('ndcg', models.FloatField(verbose_name='nDCG@10')),
                ('recall', models.FloatField(verbose_name='召回率@10')),
                ('mrr', models.FloatField(verbose_name='MRR@10')),
                ('p50', models.FloatField(verbose_name='p50 毫秒')),
                ('p95', models.FloatField(verbose_name='p95 毫秒')),
                ('worst', models.JSONField(default=list, verbose_name='找得最差的问题')),
            ],
            options={
                'verbose_name': '评测结果',
                'verbose_name_plural': '评测结果',
                'ordering': ['-run_at'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('object_id', models.BigIntegerField()),
                ('version', models.BigIntegerField(db_index=True)),
                ('first_slot', models.BigIntegerField()),
                ('passages', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('title_key', models.CharField(max_length=300)),
                ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                ('phases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('day', models.DateField(null=True)),
                ('weight', models.FloatField(default=1.0)),
                ('cites', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ('cited', models.PositiveIntegerField(default=0)),
                ('digest', models.CharField(max_length=32)),
            ],
            options={
                'verbose_name': '检索条目',
                'verbose_name_plural': '检索条目',
            },
        ),
        migrations.CreateModel(
            name='SearchKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='SearchLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=22, unique=True)),
                ('asked_on', models.DateField(db_index=True, default=django.utils.timezone.localdate, verbose_name='日期')),
                ('query', models.CharField(max_length=80, verbose_name='查询')),
                ('total', models.PositiveIntegerField(verbose_name='结果数')),
                ('milliseconds', models.PositiveIntegerField(verbose_name='毫秒')),
                ('clicked', models.PositiveSmallIntegerField(null=True, verbose_name='点击位置')),
            ],
            options={
                'verbose_name': '检索记录',
                'verbose_name_plural': '检索记录',
                'ordering': ['-asked_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SearchPassage',
            fields=[
                ('slot', models.BigIntegerField(primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=300)),
                ('target', models.CharField(max_length=500)),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchPosting',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'segment', blank=True, editable=False, primary_key=True, serialize=False)),
                ('term', models.BigIntegerField()),
                ('segment', models.BigIntegerField()),
                ('slots', models.BinaryField()),
                ('weights', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_slot', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='SearchTombstone',
            fields=[
                ('entry_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('version', models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('pinyin', models.CharField(db_index=True, max_length=200)),
                ('count', models.PositiveIntegerField(default=0)),
                ('deletions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
            ],
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), help_text='至少两个，用逗号分开，例：公租房,公共租赁住房', size=None, verbose_name='同义的词')),
                ('one_way', models.BooleanField(default=False, help_text='勾选后，搜第一个词时也找其余的词，反过来不找。', verbose_name='只从第一个词展开')),
                ('active', models.BooleanField(default=True, verbose_name='启用')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '同义词',
                'verbose_name_plural': '同义词',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='JudgedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=200, unique=True, verbose_name='查询')),
                ('relevant', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), help_text='文号、索引号或完整标题，用逗号分开，最相关的在前。', size=None, verbose_name='应当找到')),
                ('changed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='维护人')),
            ],
            options={
                'verbose_name': '评测问题',
                'verbose_name_plural': '评测问题',
                'ordering': ['query'],
            },
        ),
        migrations.CreateModel(
            name='PinnedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), help_text='完全等于其中一个时推荐，用逗号分开。', size=None, verbose_name='查询词')),
                ('title', models.CharField(max_length=200, verbose_name='显示的标题')),
                ('url', models.CharField(help_text='本站页面以 / 开头，例：/policies/2026/03/12/', max_length=500, verbose_name='地址')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='开始日期')),
                ('until', models.DateField(help_text='含当日。', verbose_name='结束日期')),
                ('active', models.BooleanField(default=True, verbose_name='启用')),
            ],
            options={
                'verbose_name': '推荐结果',
                'verbose_name_plural': '推荐结果',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='portal_pinned_until_after_since')],
            },
        ),
        operations.AddTrigger(
            model_name='pinnedresult',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='df2c1f52ebadf6a6ed51dc14f153c6860595a927', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_e067d', table='portal_pinnedresult', when='AFTER')),
        ),
        operations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['title_key'], name='portal_searchentry_title'),
        ),
        operations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['cites'], name='portal_searchentry_cites'),
        ),
        operations.AddConstraint(
            model_name='searchentry',
            constraint=models.UniqueConstraint(fields=('kind', 'object_id'), name='portal_searchentry_once'),
        ),
        operations.AddTrigger(
            model_name='searchentry',
            trigger=pgtrigger.compiler.Trigger(name='leave_tombstone', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    \n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n\n    DELETE FROM portal_searchpassage WHERE slot >= OLD.first_slot AND slot < OLD.first_slot + OLD.passages;\n    DELETE FROM portal_searchkey WHERE entry_id = OLD.id;\n    INSERT INTO portal_searchtombstone (entry_id, version) SELECT OLD.id, number FROM portal_publicationversion;\n    RETURN NULL;\n", hash='df9860c0f4aabdfe7ed461368eda952551c6a2f8', operation='DELETE', pgid='pgtrigger_leave_tombstone_54f9d', table='portal_searchentry', when='AFTER')),
        ),
        migrations.AddField(
            model_name='searchkey',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='keys', to='portal.searchentry'),
        ),
        migrations.AddField(
            model_name='searchpassage',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.searchentry'),
        ),
        operations.AddConstraint(
            model_name='searchstate',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='portal_searchstate_single_row'),
        ),
        operations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['deletions'], name='portal_searchword_near'),
        ),
        operations.AddTrigger(
            model_name='synonym',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='e8bebb5a82a7041db717a89b27c71be35a4fab2e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_6d6a3', table='portal_synonym', when='AFTER')),
        ),
        migrations.RunSQL(
            "CREATE SEQUENCE portal_searchsegment; "
            "ALTER TABLE portal_searchposting ALTER slots SET STORAGE EXTERNAL, ALTER weights SET STORAGE EXTERNAL;",
            "DROP SEQUENCE portal_searchsegment",
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
