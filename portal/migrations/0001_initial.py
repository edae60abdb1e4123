import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler

from django.conf import settings
from django.db import migrations, models

from portal import migration_operations as operations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='EveryItem',
            fields=[
                ('item', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '待审'), ('cleared', '已审'), ('published', '已发布'), ('withdrawn', '已撤回')], max_length=10)),
                ('sent_back_reason', models.TextField()),
                ('urgent_reason', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('cleared_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('publish_at', models.DateTimeField(null=True)),
                ('scheduled_at', models.DateTimeField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': '全部内容',
                'verbose_name_plural': '全部内容',
                'db_table': 'every_item',
                'managed': False,
            },
        ),
        operations.CreateModel(
            name='CalendarYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='年份')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('loaded_at', models.DateTimeField(auto_now_add=True, verbose_name='载入时间')),
            ],
            options={
                'verbose_name': '已载入年份',
                'verbose_name_plural': '已载入年份',
                'ordering': ['-year'],
            },
        ),
        operations.CreateModel(
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
        operations.CreateModel(
            name='PublicationVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=1, verbose_name='版本号')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='变动时间')),
            ],
            options={
                'verbose_name': '发布版本',
                'verbose_name_plural': '发布版本',
            },
        ),
        operations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=30, verbose_name='事项')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='收到时间')),
            ],
            options={
                'verbose_name': '受理回执',
                'verbose_name_plural': '受理回执',
                'ordering': ['-received_at', '-id'],
            },
        ),
        operations.CreateModel(
            name='ReceiptCounter',
            fields=[
                ('series', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': '回执序号',
                'verbose_name_plural': '回执序号',
            },
        ),
        operations.CreateModel(
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
                ('until', models.DateTimeField(null=True)),
                ('cites', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ('cited', models.PositiveIntegerField(default=0)),
                ('shown', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=32)),
            ],
            options={
                'verbose_name': '检索条目',
                'verbose_name_plural': '检索条目',
            },
        ),
        operations.CreateModel(
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
        operations.CreateModel(
            name='SearchPosting',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'segment', blank=True, editable=False, primary_key=True, serialize=False)),
                ('term', models.BigIntegerField()),
                ('segment', models.BigIntegerField()),
                ('slots', models.BinaryField()),
                ('weights', models.BinaryField()),
            ],
        ),
        operations.CreateModel(
            name='SearchState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_slot', models.BigIntegerField(default=0)),
            ],
        ),
        operations.CreateModel(
            name='SearchTombstone',
            fields=[
                ('entry_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('version', models.BigIntegerField(db_index=True)),
            ],
        ),
        operations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('pinyin', models.CharField(db_index=True, max_length=200)),
                ('count', models.PositiveIntegerField(default=0)),
                ('deletions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
            ],
        ),
        operations.CreateModel(
            name='SiteProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='岚屿区人民政府', max_length=100, verbose_name='网站名称')),
                ('subtitle', models.CharField(default='政务公开', max_length=50, verbose_name='平台名称')),
                ('domain', models.CharField(default='www.lanyu.example', max_length=100, verbose_name='域名')),
                ('id_code', models.CharField(default='9900000001', max_length=10, validators=[django.core.validators.RegexValidator('^([0-9]{10}|bm[0-9]{8})$', '网站标识码为10位数字，或 bm 加8位数字。')], verbose_name='网站标识码')),
                ('icp', models.CharField(blank=True, max_length=50, verbose_name='ICP备案号')),
                ('police', models.CharField(blank=True, max_length=50, verbose_name='公安备案号')),
                ('organiser', models.CharField(default='岚屿区人民政府办公室', max_length=100, verbose_name='主办单位')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                ('phone', models.CharField(blank=True, max_length=50, verbose_name='联系电话')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
            ],
            options={
                'verbose_name': '网站信息',
                'verbose_name_plural': '网站信息',
            },
        ),
        operations.CreateModel(
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
        operations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='名称')),
                ('short_name', models.CharField(blank=True, max_length=50, verbose_name='简称')),
                ('code', models.CharField(blank=True, help_text='18位。索引号取其中第9至17位的组织机构代码。', max_length=18, null=True, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{18}$', '统一社会信用代码为18位数字或大写字母。')], verbose_name='统一社会信用代码')),
                ('number_prefixes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='多个用逗号分开，例：岚建规,岚建', size=None, verbose_name='机关代字')),
                ('kind', models.CharField(choices=[('government', '区政府'), ('office', '区政府办公室'), ('department', '区政府部门'), ('town', '乡镇街道'), ('institution', '事业单位'), ('external', '区外机关')], default='department', max_length=20, verbose_name='类别')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='办公地址')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='办公时间')),
                ('phone', models.CharField(blank=True, max_length=50, verbose_name='联系电话')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='portal.unit', verbose_name='上级单位')),
                ('successor', models.ForeignKey(blank=True, help_text='机构改革后由哪个单位承继职责。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='portal.unit', verbose_name='职责承继单位')),
            ],
            options={
                'verbose_name': '单位',
                'verbose_name_plural': '单位',
                'ordering': ['position', 'name'],
            },
        ),
        operations.CreateModel(
            name='WrongCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60, verbose_name='信息')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='网络地址')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '错误的访问码',
                'verbose_name_plural': '错误的访问码',
            },
        ),
        operations.CreateModel(
            name='IntakeCount',
            fields=[
                ('slot', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
                ('until', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '提交次数',
                'verbose_name_plural': '提交次数',
                'indexes': [models.Index(fields=['until'], name='portal_intakecount_until')],
            },
        ),
        operations.CreateModel(
            name='LoginFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('username', models.CharField(max_length=150, verbose_name='用户名')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='网络地址')),
            ],
            options={
                'verbose_name': '登录失败',
                'verbose_name_plural': '登录失败',
                'ordering': ['-at'],
                'indexes': [models.Index(fields=['username', '-at'], name='portal_loginfailure_of_name')],
            },
        ),
        operations.CreateModel(
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
        operations.CreateModel(
            name='DisclosureGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='例：海棠苑3号楼全体业主', max_length=100, unique=True, verbose_name='名称')),
                ('code', models.CharField(editable=False, max_length=128, verbose_name='访问码')),
                ('code_made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='访问码生成时间')),
                ('active', models.BooleanField(default=True, help_text='停用后，原访问码不能再打开任何信息。', verbose_name='启用')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.unit', verbose_name='管理单位')),
            ],
            options={
                'verbose_name': '特定群体',
                'verbose_name_plural': '特定群体',
                'ordering': ['name'],
            },
        ),
        operations.CreateModel(
            name='IndexCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='已用流水号')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='portal.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '索引号流水',
                'verbose_name_plural': '索引号流水',
            },
        ),
        operations.CreateModel(
            name='SearchKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=300)),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='keys', to='portal.searchentry')),
            ],
        ),
        operations.CreateModel(
            name='SearchPassage',
            fields=[
                ('slot', models.BigIntegerField(primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=300)),
                ('target', models.CharField(max_length=500)),
                ('text', models.TextField()),
                ('entry', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.searchentry')),
            ],
        ),
        operations.CreateModel(
            name='SiteProfileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(default='岚屿区人民政府', max_length=100, verbose_name='网站名称')),
                ('subtitle', models.CharField(default='政务公开', max_length=50, verbose_name='平台名称')),
                ('domain', models.CharField(default='www.lanyu.example', max_length=100, verbose_name='域名')),
                ('id_code', models.CharField(default='9900000001', max_length=10, validators=[django.core.validators.RegexValidator('^([0-9]{10}|bm[0-9]{8})$', '网站标识码为10位数字，或 bm 加8位数字。')], verbose_name='网站标识码')),
                ('icp', models.CharField(blank=True, max_length=50, verbose_name='ICP备案号')),
                ('police', models.CharField(blank=True, max_length=50, verbose_name='公安备案号')),
                ('organiser', models.CharField(default='岚屿区人民政府办公室', max_length=100, verbose_name='主办单位')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                ('phone', models.CharField(blank=True, max_length=50, verbose_name='联系电话')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portal.siteprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='UnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('short_name', models.CharField(blank=True, max_length=50, verbose_name='简称')),
                ('code', models.CharField(blank=True, help_text='18位。索引号取其中第9至17位的组织机构代码。', max_length=18, null=True, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{18}$', '统一社会信用代码为18位数字或大写字母。')], verbose_name='统一社会信用代码')),
                ('number_prefixes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='多个用逗号分开，例：岚建规,岚建', size=None, verbose_name='机关代字')),
                ('kind', models.CharField(choices=[('government', '区政府'), ('office', '区政府办公室'), ('department', '区政府部门'), ('town', '乡镇街道'), ('institution', '事业单位'), ('external', '区外机关')], default='department', max_length=20, verbose_name='类别')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='办公地址')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='办公时间')),
                ('phone', models.CharField(blank=True, max_length=50, verbose_name='联系电话')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='上级单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portal.unit')),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, help_text='机构改革后由哪个单位承继职责。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='职责承继单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('password_changed_at', models.DateTimeField(blank=True, editable=False, help_text='为空表示下次登录时必须更换。', null=True, verbose_name='口令更换时间')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='portal.unit', verbose_name='所属单位')),
            ],
            options={
                'verbose_name': '工作人员',
                'verbose_name_plural': '工作人员',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        operations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='事项')),
                ('subject', models.CharField(help_text='给工作人员看的一句话，不含个人信息。', max_length=200, verbose_name='内容')),
                ('object_id', models.PositiveBigIntegerField(editable=False)),
                ('workdays', models.PositiveSmallIntegerField(verbose_name='期限（工作日）')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('started_on', models.DateField(help_text='次日为第1个工作日。', verbose_name='起算日')),
                ('due_on', models.DateField(help_text='暂停期间，或次年日历未导入时为空。', null=True, verbose_name='到期日')),
                ('finished_on', models.DateField(null=True, verbose_name='办结日期')),
                ('used', models.PositiveSmallIntegerField(null=True, verbose_name='用时（工作日）')),
                ('warned_at', models.DateTimeField(editable=False, null=True, verbose_name='提醒时间')),
                ('escalated_at', models.DateTimeField(editable=False, null=True, verbose_name='督办时间')),
                ('silent_told_at', models.DateTimeField(editable=False, null=True, verbose_name='超三个月督办时间')),
                ('content_type', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.unit', verbose_name='责任单位')),
            ],
            options={
                'verbose_name': '办理时限',
                'verbose_name_plural': '办理时限',
                'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'id'],
            },
        ),
        operations.CreateModel(
            name='DayException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('is_workday', models.BooleanField(help_text='勾选：周末调休上班；不勾选：放假。', verbose_name='上班')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='portal.calendaryear', verbose_name='年份')),
            ],
            options={
                'verbose_name': '节假日与调休',
                'verbose_name_plural': '节假日与调休',
                'ordering': ['day'],
            },
        ),
        operations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='编号')),
                ('title', models.CharField(help_text='审查时的标题。', max_length=300, verbose_name='标题')),
                ('round', models.PositiveSmallIntegerField(verbose_name='轮次')),
                ('reviewed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='审查时间')),
                ('conclusion', models.CharField(choices=[('passed', '同意公开'), ('returned', '退回修改')], max_length=10, verbose_name='结论')),
                ('no_state_secret', models.BooleanField(help_text='《条例》第十四条、《保守国家秘密法》第三十五条', verbose_name='不含国家秘密')),
                ('no_trade_secret', models.BooleanField(help_text='《条例》第十五条', verbose_name='不含商业秘密，或权利人同意公开')),
                ('no_privacy', models.BooleanField(help_text='《条例》第十五条、《个人信息保护法》第五十五条', verbose_name='不含个人隐私，或本人同意公开')),
                ('no_danger', models.BooleanField(help_text='《条例》第十四条（三安全一稳定）', verbose_name='不危及国家安全、公共安全、经济安全、社会稳定')),
                ('basis', models.CharField(max_length=200, verbose_name='审查依据')),
                ('opinion', models.TextField(blank=True, verbose_name='审查意见')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype', verbose_name='类型')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
            ],
            options={
                'verbose_name': '公开审查',
                'verbose_name_plural': '公开审查',
                'ordering': ['-reviewed_at', '-id'],
            },
        ),
        operations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('password_changed_at', models.DateTimeField(blank=True, editable=False, help_text='为空表示下次登录时必须更换。', null=True, verbose_name='口令更换时间')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='所属单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('kind', models.CharField(choices=[('opened', '查看'), ('exported', '导出')], max_length=10, verbose_name='操作')),
                ('what', models.CharField(max_length=300, verbose_name='对象')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='条数')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='网络地址')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='工作人员')),
            ],
            options={
                'verbose_name': '个人信息查看记录',
                'verbose_name_plural': '个人信息查看记录',
                'ordering': ['-at', '-id'],
            },
        ),
        operations.CreateModel(
            name='ClockEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=30, verbose_name='事项')),
                ('subject', models.CharField(help_text='给工作人员看的一句话，不含个人信息。', max_length=200, verbose_name='内容')),
                ('object_id', models.PositiveBigIntegerField(editable=False)),
                ('workdays', models.PositiveSmallIntegerField(verbose_name='期限（工作日）')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('started_on', models.DateField(help_text='次日为第1个工作日。', verbose_name='起算日')),
                ('due_on', models.DateField(help_text='暂停期间，或次年日历未导入时为空。', null=True, verbose_name='到期日')),
                ('finished_on', models.DateField(null=True, verbose_name='办结日期')),
                ('used', models.PositiveSmallIntegerField(null=True, verbose_name='用时（工作日）')),
                ('warned_at', models.DateTimeField(editable=False, null=True, verbose_name='提醒时间')),
                ('escalated_at', models.DateTimeField(editable=False, null=True, verbose_name='督办时间')),
                ('silent_told_at', models.DateTimeField(editable=False, null=True, verbose_name='超三个月督办时间')),
                ('content_type', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portal.clock')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='责任单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='ClockNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('text', models.CharField(max_length=300, verbose_name='记录')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='portal.clock')),
            ],
            options={
                'verbose_name': '时限记录',
                'verbose_name_plural': '时限记录',
                'ordering': ['at', 'id'],
            },
        ),
        operations.CreateModel(
            name='ClockPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='暂停日期')),
                ('until', models.DateField(null=True, verbose_name='恢复日期')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='portal.clock')),
            ],
            options={
                'verbose_name': '时限暂停',
                'verbose_name_plural': '时限暂停',
                'ordering': ['since', 'id'],
            },
        ),
        operations.CreateModel(
            name='DayExceptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='日期')),
                ('is_workday', models.BooleanField(help_text='勾选：周末调休上班；不勾选：放假。', verbose_name='上班')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portal.dayexception')),
                ('year', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.calendaryear', verbose_name='年份')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '待发'), ('sending', '正在发'), ('sent', '已发')], default='waiting', max_length=10, verbose_name='状态')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='生成时间')),
                ('tried_at', models.DateTimeField(null=True, verbose_name='最近一次尝试')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='发出时间')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='未能发出的原因')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '提醒邮件',
                'verbose_name_plural': '提醒邮件',
                'ordering': ['-made_at', '-id'],
            },
        ),
        operations.CreateModel(
            name='DisclosureGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(help_text='例：海棠苑3号楼全体业主', max_length=100, verbose_name='名称')),
                ('code_made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='访问码生成时间')),
                ('active', models.BooleanField(default=True, help_text='停用后，原访问码不能再打开任何信息。', verbose_name='启用')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portal.disclosuregroup')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='管理单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
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
        operations.CreateModel(
            name='OverruledFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='编号')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('place', models.CharField(max_length=300, verbose_name='位置')),
                ('shown', models.CharField(max_length=300, verbose_name='内容')),
                ('reason', models.TextField(verbose_name='理由')),
                ('overruled_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype', verbose_name='类型')),
                ('overruled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
            ],
            options={
                'verbose_name': '放行的发现',
                'verbose_name_plural': '放行的发现',
                'ordering': ['overruled_at', 'id'],
            },
        ),
        operations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=400, verbose_name='内容')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='链接')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='portal.digest', verbose_name='邮件')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '提醒',
                'verbose_name_plural': '提醒',
                'ordering': ['-made_at', '-id'],
            },
        ),
        operations.CreateModel(
            name='OverruledFindingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('object_id', models.PositiveBigIntegerField(verbose_name='编号')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('place', models.CharField(max_length=300, verbose_name='位置')),
                ('shown', models.CharField(max_length=300, verbose_name='内容')),
                ('reason', models.TextField(verbose_name='理由')),
                ('overruled_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype', verbose_name='类型')),
                ('overruled_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portal.overruledfinding')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.AddTrigger(
            model_name='pinnedresult',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='df2c1f52ebadf6a6ed51dc14f153c6860595a927', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_e067d', table='portal_pinnedresult', when='AFTER')),
        ),
        operations.AddConstraint(
            model_name='publicationversion',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='portal_version_single_row'),
        ),
        operations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ca07b6fb62e09414a4d9f79ea597dfdad0938bd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16fbb', table='portal_receipt', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='6bc08476ecd416e36222c40e9257003ef5819fb7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_c2022', table='portal_receipt', when='BEFORE')),
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
        operations.AddConstraint(
            model_name='searchstate',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='portal_searchstate_single_row'),
        ),
        operations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['deletions'], name='portal_searchword_near'),
        ),
        operations.AddConstraint(
            model_name='siteprofile',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='portal_site_profile_single_row'),
        ),
        operations.AddTrigger(
            model_name='siteprofile',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='9e515b85fc0fa3e4681590bcf9667c28ab399e4f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_ea110', table='portal_siteprofile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='siteprofile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_siteprofileevent" ("address", "domain", "email", "icp", "id", "id_code", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "police", "subtitle") VALUES (NEW."address", NEW."domain", NEW."email", NEW."icp", NEW."id", NEW."id_code", NEW."name", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."police", NEW."subtitle"); RETURN NULL;', hash='254262ec4902e8f4a7f3229ea2d4ec2ae2c032a7', operation='INSERT', pgid='pgtrigger_insert_insert_12dbc', table='portal_siteprofile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='siteprofile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portal_siteprofileevent" ("address", "domain", "email", "icp", "id", "id_code", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "police", "subtitle") VALUES (NEW."address", NEW."domain", NEW."email", NEW."icp", NEW."id", NEW."id_code", NEW."name", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."police", NEW."subtitle"); RETURN NULL;', hash='cc11e17d6b4cce83398cdee62eeb6a383481cb57', operation='UPDATE', pgid='pgtrigger_update_update_6d2b9', table='portal_siteprofile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='siteprofile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_siteprofileevent" ("address", "domain", "email", "icp", "id", "id_code", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "police", "subtitle") VALUES (OLD."address", OLD."domain", OLD."email", OLD."icp", OLD."id", OLD."id_code", OLD."name", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."police", OLD."subtitle"); RETURN NULL;', hash='d86c36d2b896140ba1420b7c6f592dd101a76423', operation='DELETE', pgid='pgtrigger_delete_delete_e365b', table='portal_siteprofile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='synonym',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='e8bebb5a82a7041db717a89b27c71be35a4fab2e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_6d6a3', table='portal_synonym', when='AFTER')),
        ),
        operations.AddIndex(
            model_name='wrongcode',
            index=models.Index(fields=['item', '-at'], name='portal_wrongcode_of_item'),
        ),
        operations.AddIndex(
            model_name='accesslog',
            index=models.Index(fields=['-at'], name='portal_accesslog_newest'),
        ),
        operations.AddTrigger(
            model_name='accesslog',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='052dea40973daaf9f1e5f2b075ec8f953024e4aa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26b7a', table='portal_accesslog', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='accesslog',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='0b2c7f7f032da7cfaac1e37698a6fc13708c0559', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_83ac1', table='portal_accesslog', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='clocknote',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='66255b77da341adddd0da3461de65b909c8d5d82', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5d77', table='portal_clocknote', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='clocknote',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='34dbdaceae97eeeb29f02344354f8b1a3553aae4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_bbb96', table='portal_clocknote', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='clockpause',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='portal_clockpause_with_reason'),
        ),
        operations.AddConstraint(
            model_name='clockpause',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='portal_clockpause_in_order'),
        ),
        operations.AddConstraint(
            model_name='clockpause',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('clock',), name='portal_clockpause_one_at_a_time'),
        ),
        operations.AddConstraint(
            model_name='dayexception',
            constraint=models.CheckConstraint(condition=models.Q(('day__year', models.F('year_id'))), name='portal_day_in_its_year'),
        ),
        operations.AddTrigger(
            model_name='dayexception',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_dayexceptionevent" ("day", "id", "is_workday", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year_id") VALUES (NEW."day", NEW."id", NEW."is_workday", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year_id"); RETURN NULL;', hash='dc6554642f4427b4014d8e88a8f9765eb316d900', operation='INSERT', pgid='pgtrigger_insert_insert_1547c', table='portal_dayexception', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dayexception',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portal_dayexceptionevent" ("day", "id", "is_workday", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year_id") VALUES (NEW."day", NEW."id", NEW."is_workday", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year_id"); RETURN NULL;', hash='938dc42af7564869e84a9ce378be4202757e53b5', operation='UPDATE', pgid='pgtrigger_update_update_7e8be', table='portal_dayexception', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dayexception',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_dayexceptionevent" ("day", "id", "is_workday", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year_id") VALUES (OLD."day", OLD."id", OLD."is_workday", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."year_id"); RETURN NULL;', hash='3cc448721a8287cd92c31a207e3bebec716df7b9', operation='DELETE', pgid='pgtrigger_delete_delete_2fdf5', table='portal_dayexception', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dayexceptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='89be4c686e092122974e506de80f05378dd8b1b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5feab', table='portal_dayexceptionevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='digest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('recipient',), name='portal_digest_one_waiting'),
        ),
        operations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='portal_notice_unread'),
        ),
        operations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('digest', None)), fields=['recipient'], name='portal_notice_unmailed'),
        ),
        operations.AddConstraint(
            model_name='overruledfinding',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_id', 'digest'), name='portal_finding_overruled_once'),
        ),
        operations.AddConstraint(
            model_name='overruledfinding',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='portal_finding_overruled_with_reason'),
        ),
        operations.AddTrigger(
            model_name='overruledfinding',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9231cc3e32979983e9bb3de7095cafd5cc2d6d3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d0aa3', table='portal_overruledfinding', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='overruledfinding',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='36368954a300da2d0c60731448505a447d3022b4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_e0de8', table='portal_overruledfinding', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='overruledfinding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_overruledfindingevent" ("content_type_id", "digest", "id", "object_id", "overruled_at", "overruled_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "shown") VALUES (NEW."content_type_id", NEW."digest", NEW."id", NEW."object_id", NEW."overruled_at", NEW."overruled_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."reason", NEW."shown"); RETURN NULL;', hash='ef10ccfe4762c6d25f8e28d01102b02b840b4e85', operation='INSERT', pgid='pgtrigger_insert_insert_218ae', table='portal_overruledfinding', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='overruledfinding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portal_overruledfindingevent" ("content_type_id", "digest", "id", "object_id", "overruled_at", "overruled_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "shown") VALUES (NEW."content_type_id", NEW."digest", NEW."id", NEW."object_id", NEW."overruled_at", NEW."overruled_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."reason", NEW."shown"); RETURN NULL;', hash='4f586876b63684bcc6a04a1f42a840cb5b8dcd0b', operation='UPDATE', pgid='pgtrigger_update_update_cec6c', table='portal_overruledfinding', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='overruledfinding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_overruledfindingevent" ("content_type_id", "digest", "id", "object_id", "overruled_at", "overruled_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reason", "shown") VALUES (OLD."content_type_id", OLD."digest", OLD."id", OLD."object_id", OLD."overruled_at", OLD."overruled_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."reason", OLD."shown"); RETURN NULL;', hash='58bee536806a309da231e37a8c33f6d1bbb5ecf8', operation='DELETE', pgid='pgtrigger_delete_delete_a236f', table='portal_overruledfinding', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='overruledfindingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6b16fff2b99b27fd73d294f3d6e896aeb5834f9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8590', table='portal_overruledfindingevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_id', 'round'), name='portal_review_once_a_round'),
        ),
        operations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conclusion', 'passed'), _negated=True), models.Q(('no_danger', True), ('no_privacy', True), ('no_state_secret', True), ('no_trade_secret', True)), _connector='OR'), name='portal_review_passed_with_every_check'),
        ),
        operations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conclusion', 'returned'), _negated=True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='portal_review_returned_with_reason'),
        ),
        operations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='portal_review_with_basis'),
        ),
        operations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2671082bd7b3e758c5eaa418fad73f8321063b57', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_75d46', table='portal_review', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='99f7366fc186c3f08953ba4d4624c39e9ed669b9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_f0469', table='portal_review', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='of_this_round', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE item_table text; item record;', func="\n    SELECT app_label || '_' || model INTO STRICT item_table FROM django_content_type WHERE id = NEW.content_type_id;\n    EXECUTE format('SELECT state, round, created_by_id, edited_by_id, submitted_by_id FROM %I WHERE id = $1', item_table)\n        INTO item USING NEW.object_id;\n    IF item.state IS DISTINCT FROM 'submitted' OR item.round IS DISTINCT FROM NEW.round THEN\n        RAISE EXCEPTION 'a review concludes the current round of a submitted item' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.reviewer_id IN (item.created_by_id, item.submitted_by_id)\n       OR NEW.reviewer_id IS NOT DISTINCT FROM item.edited_by_id THEN\n        RAISE EXCEPTION 'the reviewer is never the author, the last editor or the submitter'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='5a69de4496db27b57b2d908ca15124c36bc7aab9', operation='INSERT', pgid='pgtrigger_of_this_round_21f45', table='portal_review', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='siteprofileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a61193f4309c3eb25995048479dca2b7016f4000', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7ca51', table='portal_siteprofileevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='portal_unit_not_its_own_parent'),
        ),
        operations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Substr('code', 9, 9), name='portal_unit_body_code_once', violation_error_message='另一个单位已经使用同样的组织机构代码（第9至17位），索引号会重复。'),
        ),
        operations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('successor', models.F('id')), _negated=True), name='portal_unit_not_its_own_successor'),
        ),
        operations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='f31f3302bde6c431fdf769fcbbc3f5160a72fe08', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_72b8f', table='portal_unit', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_unitevent" ("address", "code", "hours", "id", "kind", "name", "number_prefixes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "short_name", "successor_id") VALUES (NEW."address", NEW."code", NEW."hours", NEW."id", NEW."kind", NEW."name", NEW."number_prefixes", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."short_name", NEW."successor_id"); RETURN NULL;', hash='9fba99c6025777d7fe3e46a69391cb052a0525df', operation='INSERT', pgid='pgtrigger_insert_insert_2258a', table='portal_unit', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portal_unitevent" ("address", "code", "hours", "id", "kind", "name", "number_prefixes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "short_name", "successor_id") VALUES (NEW."address", NEW."code", NEW."hours", NEW."id", NEW."kind", NEW."name", NEW."number_prefixes", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."short_name", NEW."successor_id"); RETURN NULL;', hash='fb13984b79bffc006e272978331681f604856b56', operation='UPDATE', pgid='pgtrigger_update_update_6c21d', table='portal_unit', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_unitevent" ("address", "code", "hours", "id", "kind", "name", "number_prefixes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "short_name", "successor_id") VALUES (OLD."address", OLD."code", OLD."hours", OLD."id", OLD."kind", OLD."name", OLD."number_prefixes", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."position", OLD."short_name", OLD."successor_id"); RETURN NULL;', hash='83618d5b43b02c8c5d000b1edd61100a6a551309', operation='DELETE', pgid='pgtrigger_delete_delete_46780', table='portal_unit', when='AFTER')),
        ),
        operations.AddConstraint(
            model_name='indexcounter',
            constraint=models.UniqueConstraint(fields=('unit', 'year'), name='portal_index_counter_unit_year'),
        ),
        operations.AddTrigger(
            model_name='disclosuregroupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c784570d2f6bd4887cd7b719521a0e21a120b8f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f05ab', table='portal_disclosuregroupevent', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='disclosuregroup',
            trigger=pgtrigger.compiler.Trigger(name='keep_group', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='00fde588041d0255ac92c8242e66306b8df868f7', operation='DELETE', pgid='pgtrigger_keep_group_b49fc', table='portal_disclosuregroup', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='disclosuregroup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_disclosuregroupevent" ("active", "code_made_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."active", NEW."code_made_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;', hash='8d808c62f15081db4040182ac43a84e59d1b49e0', operation='INSERT', pgid='pgtrigger_insert_insert_d037a', table='portal_disclosuregroup', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='disclosuregroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."code_made_at" IS DISTINCT FROM (NEW."code_made_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "portal_disclosuregroupevent" ("active", "code_made_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."active", NEW."code_made_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;', hash='0e6007909651c1c45bd1369ef1ba6338a042790e', operation='UPDATE', pgid='pgtrigger_update_update_f8131', table='portal_disclosuregroup', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='disclosuregroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_disclosuregroupevent" ("active", "code_made_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."active", OLD."code_made_at", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='db4e3023dbfd21767aa03db499d6e9bc518250e8', operation='DELETE', pgid='pgtrigger_delete_delete_86a10', table='portal_disclosuregroup', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='clockevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2bb0526820182b81dfa988e3672e3ff8f3904a87', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1e30', table='portal_clockevent', when='BEFORE')),
        ),
        operations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('finished_on__isnull', True)), fields=['due_on'], name='portal_clock_open'),
        ),
        operations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_id', 'kind'), name='portal_clock_once_each'),
        ),
        operations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('workdays__gte', 1)), name='portal_clock_has_days'),
        ),
        operations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('started_on__gte', models.F('received_on'))), name='portal_clock_starts_after'),
        ),
        operations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('finished_on__isnull', True), ('finished_on__gte', models.F('received_on')), _connector='OR'), name='portal_clock_ends_after'),
        ),
        operations.AddTrigger(
            model_name='clock',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_clockevent" ("content_type_id", "due_on", "escalated_at", "finished_on", "id", "kind", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "silent_told_at", "started_on", "subject", "unit_id", "used", "warned_at", "workdays") VALUES (NEW."content_type_id", NEW."due_on", NEW."escalated_at", NEW."finished_on", NEW."id", NEW."kind", NEW."object_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on", NEW."silent_told_at", NEW."started_on", NEW."subject", NEW."unit_id", NEW."used", NEW."warned_at", NEW."workdays"); RETURN NULL;', hash='543231eacf6893fbddc159ad2eff9f33baa32a7b', operation='INSERT', pgid='pgtrigger_insert_insert_68e8c', table='portal_clock', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='clock',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portal_clockevent" ("content_type_id", "due_on", "escalated_at", "finished_on", "id", "kind", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "silent_told_at", "started_on", "subject", "unit_id", "used", "warned_at", "workdays") VALUES (NEW."content_type_id", NEW."due_on", NEW."escalated_at", NEW."finished_on", NEW."id", NEW."kind", NEW."object_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."silent_told_at", NEW."started_on", NEW."subject", NEW."unit_id", NEW."used", NEW."warned_at", NEW."workdays"); RETURN NULL;', hash='fe34b854a99fef0a8a6d2c1bcd0fc44cb349b06e', operation='UPDATE', pgid='pgtrigger_update_update_d7612', table='portal_clock', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='clock',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_clockevent" ("content_type_id", "due_on", "escalated_at", "finished_on", "id", "kind", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "silent_told_at", "started_on", "subject", "unit_id", "used", "warned_at", "workdays") VALUES (OLD."content_type_id", OLD."due_on", OLD."escalated_at", OLD."finished_on", OLD."id", OLD."kind", OLD."object_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_on", OLD."silent_told_at", OLD."started_on", OLD."subject", OLD."unit_id", OLD."used", OLD."warned_at", OLD."workdays"); RETURN NULL;', hash='0ae739aa06e8880889980a1db5b34c51ad0f8d69', operation='DELETE', pgid='pgtrigger_delete_delete_f81af', table='portal_clock', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."password_changed_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."username"); RETURN NULL;', hash='7ce5f2e2c30d648ae71e759c331e3e2a3ee98792', operation='INSERT', pgid='pgtrigger_insert_insert_e5b90', table='portal_user', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."password_changed_at" IS DISTINCT FROM (NEW."password_changed_at") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "portal_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."password_changed_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id", NEW."username"); RETURN NULL;', hash='d9f696ffaf9f3e36556c595b3db1c42b4c83eee2', operation='UPDATE', pgid='pgtrigger_update_update_1fedc', table='portal_user', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."last_name", OLD."password_changed_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."username"); RETURN NULL;', hash='78dca6522f0869a1625a5fd35e3849898325c96b', operation='DELETE', pgid='pgtrigger_delete_delete_62b66', table='portal_user', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='unitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0699aa37c28b2a44d6644acb84566c3f7c9c9e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a56d2', table='portal_unitevent', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1c76022d6e0a8a23ec74ad56dc65be5b415e644', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6bdd8', table='portal_userevent', when='BEFORE')),
        ),
    ]
