import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from portal import migration_operations as operations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('portal', '0002_seed'),
    ]

    operations = [
        operations.CreateModel(
            name='Column',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(help_text='不用专业词和网络新词。', max_length=60, verbose_name='栏目名称')),
                ('slug', models.SlugField(help_text='网址的一段，全站唯一，公开后不再改，例：elderly-care。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='地址名')),
                ('kind', models.CharField(choices=[('概况信息', 'Overview'), ('机构职能', 'Functions'), ('负责人信息', 'Leaders'), ('工作动态', 'News'), ('政策文件', 'Policies'), ('信息公开指南', 'Guide'), ('信息公开目录', 'Catalogue'), ('信息公开年报', 'Report'), ('依申请公开', 'Requests'), ('数据发布', 'Figures'), ('数据开放', 'Open Data'), ('政策解读', 'Interpretation'), ('回应关切', 'Response'), ('办事服务', 'Services'), ('咨询投诉', 'Complaints'), ('征集调查', 'Surveys'), ('在线访谈', 'Interviews')], default='信息公开目录', max_length=10, verbose_name='栏目类别')),
                ('description', models.CharField(blank=True, help_text='设置目的与主要内容，显示在页首。', max_length=300, verbose_name='栏目说明')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='关键词')),
                ('rhythm', models.CharField(choices=[('news', '动态要闻（2周）'), ('notices', '通知公告、政策文件（6个月）'), ('plans', '人事、规划计划（1年）'), ('none', '不要求定期更新')], default='notices', max_length=10, verbose_name='更新周期')),
                ('limit_days', models.PositiveSmallIntegerField(blank=True, help_text='比更新周期更严时填写；不填按更新周期。', null=True, verbose_name='更新期限（天）')),
                ('required', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='信息缺了不能发布，例：summary,written_on,attachments', size=None, verbose_name='必填要素')),
                ('archive_after', models.PositiveSmallIntegerField(blank=True, help_text='发布满这么多个月的信息收进“往期信息”；不填不归档。', null=True, verbose_name='归档期限（月）')),
                ('fixed', models.CharField(blank=True, editable=False, max_length=20, verbose_name='法定栏目')),
                ('active', models.BooleanField(default=True, help_text='停用的栏目不再显示，其中的信息仍可查阅。', verbose_name='启用')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.unit', verbose_name='责任单位')),
            ],
            options={
                'verbose_name': '栏目',
                'verbose_name_plural': '栏目',
            },
        ),
        operations.CreateModel(
            name='ColumnEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(max_length=255)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(help_text='不用专业词和网络新词。', max_length=60, verbose_name='栏目名称')),
                ('slug', models.SlugField(db_index=False, help_text='网址的一段，全站唯一，公开后不再改，例：elderly-care。', max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='地址名')),
                ('kind', models.CharField(choices=[('概况信息', 'Overview'), ('机构职能', 'Functions'), ('负责人信息', 'Leaders'), ('工作动态', 'News'), ('政策文件', 'Policies'), ('信息公开指南', 'Guide'), ('信息公开目录', 'Catalogue'), ('信息公开年报', 'Report'), ('依申请公开', 'Requests'), ('数据发布', 'Figures'), ('数据开放', 'Open Data'), ('政策解读', 'Interpretation'), ('回应关切', 'Response'), ('办事服务', 'Services'), ('咨询投诉', 'Complaints'), ('征集调查', 'Surveys'), ('在线访谈', 'Interviews')], default='信息公开目录', max_length=10, verbose_name='栏目类别')),
                ('description', models.CharField(blank=True, help_text='设置目的与主要内容，显示在页首。', max_length=300, verbose_name='栏目说明')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='关键词')),
                ('rhythm', models.CharField(choices=[('news', '动态要闻（2周）'), ('notices', '通知公告、政策文件（6个月）'), ('plans', '人事、规划计划（1年）'), ('none', '不要求定期更新')], default='notices', max_length=10, verbose_name='更新周期')),
                ('limit_days', models.PositiveSmallIntegerField(blank=True, help_text='比更新周期更严时填写；不填按更新周期。', null=True, verbose_name='更新期限（天）')),
                ('required', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='信息缺了不能发布，例：summary,written_on,attachments', size=None, verbose_name='必填要素')),
                ('archive_after', models.PositiveSmallIntegerField(blank=True, help_text='发布满这么多个月的信息收进“往期信息”；不填不归档。', null=True, verbose_name='归档期限（月）')),
                ('fixed', models.CharField(blank=True, editable=False, max_length=20, verbose_name='法定栏目')),
                ('active', models.BooleanField(default=True, help_text='停用的栏目不再显示，其中的信息仍可查阅。', verbose_name='启用')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.column')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='责任单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.AddConstraint(
            model_name='column',
            constraint=models.UniqueConstraint(condition=models.Q(('fixed', ''), _negated=True), fields=('fixed',), name='disclosures_column_fixed_once'),
        ),
        operations.AddConstraint(
            model_name='column',
            constraint=models.CheckConstraint(condition=models.Q(('limit_days__isnull', True), ('limit_days__gt', 0), _connector='OR'), name='disclosures_column_limit_positive'),
        ),
        operations.AddTrigger(
            model_name='column',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='5f25b475e2ec0a0c67d1f24ab011416c87fcfc9e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_65e58', table='disclosures_column', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='column',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='eb255323a62b03520b0878eb3670c025bdfdb7f5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_4fb2c', table='disclosures_column', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='column',
            trigger=pgtrigger.compiler.Trigger(name='fixed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."fixed" <> \'\')', func="\n        IF TG_OP = 'DELETE' OR NEW.fixed <> OLD.fixed OR NEW.slug <> OLD.slug OR NEW.name <> OLD.name\n           OR NEW.depth <> OLD.depth THEN\n            RAISE EXCEPTION 'a column of the national structure keeps its name and its place'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='0f3bc0261fa021ce33f377d687179de61dac0352', operation='UPDATE OR DELETE', pgid='pgtrigger_fixed_stays_8a69d', table='disclosures_column', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='column',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_columnevent" ("active", "archive_after", "depth", "description", "fixed", "id", "keywords", "kind", "limit_days", "name", "numchild", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "rhythm", "slug", "unit_id") VALUES (NEW."active", NEW."archive_after", NEW."depth", NEW."description", NEW."fixed", NEW."id", NEW."keywords", NEW."kind", NEW."limit_days", NEW."name", NEW."numchild", NEW."path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."required", NEW."rhythm", NEW."slug", NEW."unit_id"); RETURN NULL;', hash='c0b4a8a243ba5293b12c247d15cbba941a90f8c9', operation='INSERT', pgid='pgtrigger_insert_insert_4196e', table='disclosures_column', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='column',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_columnevent" ("active", "archive_after", "depth", "description", "fixed", "id", "keywords", "kind", "limit_days", "name", "numchild", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "rhythm", "slug", "unit_id") VALUES (NEW."active", NEW."archive_after", NEW."depth", NEW."description", NEW."fixed", NEW."id", NEW."keywords", NEW."kind", NEW."limit_days", NEW."name", NEW."numchild", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."required", NEW."rhythm", NEW."slug", NEW."unit_id"); RETURN NULL;', hash='78cd013a1e706f5c4a7559c7aec12bdfd8d9f828', operation='UPDATE', pgid='pgtrigger_update_update_e45e3', table='disclosures_column', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='column',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_columnevent" ("active", "archive_after", "depth", "description", "fixed", "id", "keywords", "kind", "limit_days", "name", "numchild", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "rhythm", "slug", "unit_id") VALUES (OLD."active", OLD."archive_after", OLD."depth", OLD."description", OLD."fixed", OLD."id", OLD."keywords", OLD."kind", OLD."limit_days", OLD."name", OLD."numchild", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."required", OLD."rhythm", OLD."slug", OLD."unit_id"); RETURN NULL;', hash='ba3db17a3af831dc6ad994ef90516b818bf1a161', operation='DELETE', pgid='pgtrigger_delete_delete_6f1b1', table='disclosures_column', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='columnevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2eccee62b44190e9fd2bf7ae6a82e73a1801a280', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_352ee', table='disclosures_columnevent', when='BEFORE')),
        ),
    ]
