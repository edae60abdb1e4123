import disclosures.cell_values
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from portal import migration_operations as operations


class Migration(migrations.Migration):

    dependencies = [
        ('disclosures', '0003_indicators'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('portal', '0002_seed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        operations.CreateModel(
            name='Dataset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '待审'), ('cleared', '已审'), ('published', '已发布'), ('withdrawn', '已撤回')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('disclosure', models.CharField(choices=[('public', '主动公开'), ('on_request', '依申请公开'), ('closed', '不予公开')], default='public', max_length=10, verbose_name='公开属性')),
                ('disclosure_basis', models.CharField(blank=True, choices=[('19', '第十九条\u3000涉及公众利益调整、需要公众广泛知晓或参与决策'), ('20-1', '第二十条（一）\u3000行政法规、规章和规范性文件'), ('20-2', '第二十条（二）\u3000机构职能、设置、地址、时间、联系方式、负责人'), ('20-3', '第二十条（三）\u3000发展规划、专项规划、区域规划及相关政策'), ('20-4', '第二十条（四）\u3000国民经济和社会发展统计信息'), ('20-5', '第二十条（五）\u3000许可和对外管理服务事项'), ('20-6', '第二十条（六）\u3000行政处罚、行政强制'), ('20-7', '第二十条（七）\u3000财政预算、决算信息'), ('20-8', '第二十条（八）\u3000行政事业性收费'), ('20-9', '第二十条（九）\u3000政府集中采购'), ('20-10', '第二十条（十）\u3000重大建设项目的批准和实施'), ('20-11', '第二十条（十一）\u3000扶贫、教育、医疗、社会保障、促进就业等政策措施'), ('20-12', '第二十条（十二）\u3000突发公共事件的预案、预警和应对'), ('20-13', '第二十条（十三）\u3000环保、公共卫生、安全生产、食品药品、产品质量监督检查'), ('20-14', '第二十条（十四）\u3000公务员招考'), ('20-15', '第二十条（十五）\u3000法律法规规章和国家有关规定规定应当主动公开'), ('21', '第二十一条\u3000市政建设、公共服务、征收、治安、社会救助等区县和乡镇信息'), ('27', '第二十七条\u3000未列入主动公开范围，可以依申请公开'), ('15', '第十五条\u3000涉及商业秘密、个人隐私等，公开会损害第三方合法权益'), ('14-1', '第十四条\u3000依法确定为国家秘密'), ('14-2', '第十四条\u3000法律、行政法规禁止公开'), ('14-3', '第十四条\u3000公开后可能危及国家安全、公共安全、经济安全、社会稳定'), ('16-1', '第十六条第一款\u3000人事管理、后勤管理、内部工作流程等内部事务'), ('16-2', '第十六条第二款\u3000讨论记录、过程稿、磋商信函、请示报告等过程性信息'), ('16-3', '第十六条第二款\u3000行政执法案卷信息')], help_text='《政府信息公开条例》条款，与公开属性一致。', max_length=10, verbose_name='认定依据')),
                ('audience', models.CharField(choices=[('everyone', '全社会'), ('group', '特定群体')], default='everyone', max_length=10, verbose_name='公开对象')),
                ('named_groups', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='公开对象为特定群体时必填，可选多个；各凭自己的访问码查看。', size=20, verbose_name='特定群体')),
                ('publish_at', models.DateTimeField(blank=True, help_text='建议的时间。审查通过后由发布人确认，到这一分钟自动发布。', null=True, verbose_name='计划发布时间')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='起草时间')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='最后编辑时间')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='送审时间')),
                ('cleared_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='审查通过时间')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='发布时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='撤回时间')),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='更正时间')),
                ('scheduled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='定时时间')),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='补签时间')),
                ('round', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='送审轮次')),
                ('urgent_reason', models.TextField(blank=True, editable=False, verbose_name='应急发布原因')),
                ('corrected_in', models.BigIntegerField(editable=False, null=True, verbose_name='更正事务')),
                ('versions_public', models.BooleanField(default=False, editable=False, verbose_name='公开更正前的版本')),
                ('sent_back_reason', models.TextField(blank=True, editable=False, verbose_name='退回原因')),
                ('withdrawal_reason', models.TextField(blank=True, editable=False, verbose_name='撤回原因')),
                ('correction_note', models.TextField(blank=True, editable=False, verbose_name='更正说明')),
                ('source_id', models.CharField(blank=True, editable=False, max_length=100, null=True, unique=True, verbose_name='来源标识')),
                ('slug', models.SlugField(help_text='网址的一段，公开后不再改，例：project-budgets。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='数据集代码')),
                ('purpose', models.CharField(blank=True, choices=[('', '自行定义'), ('project-budgets', '项目预算（1000万元以上）'), ('project-settlements', '项目决算（1000万元以上）'), ('debt', '政府债务限额和余额'), ('direct-funds', '直达资金'), ('farm-subsidies', '惠农补贴发放'), ('housing-supply', '保障性住房供应'), ('enrolment', '招生计划和学区'), ('benefits', '待遇标准历年调整'), ('audit-findings', '审计查出问题和整改'), ('enforcement', '行政处罚和行政许可数量')], default='', help_text='选了现成的种类，保存时自动填好数据项，可以再改。', max_length=30, verbose_name='表格种类')),
                ('summary', models.CharField(blank=True, help_text='一两句话，说明表里有什么、给谁用。', max_length=300, verbose_name='内容摘要')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='数据来源')),
                ('rhythm', models.CharField(blank=True, help_text='例：每年3月底前。', max_length=40, verbose_name='更新频率')),
                ('note', models.TextField(blank=True, help_text='统计口径、时间范围、不含哪些。', max_length=2000, verbose_name='说明')),
                ('cleared_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('column', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='datasets', to='disclosures.column', verbose_name='所在栏目')),
                ('corrected_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('edited_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后编辑人')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('scheduled_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定时人')),
                ('signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='补签人')),
                ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='送审人')),
                ('unit', models.ForeignKey(help_text='对外公开并负责答复的单位。', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.unit', verbose_name='公开主体')),
                ('withdrawn_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤回人')),
            ],
            options={
                'verbose_name': '数据集',
                'verbose_name_plural': '数据集',
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='DatasetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '待审'), ('cleared', '已审'), ('published', '已发布'), ('withdrawn', '已撤回')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('disclosure', models.CharField(choices=[('public', '主动公开'), ('on_request', '依申请公开'), ('closed', '不予公开')], default='public', max_length=10, verbose_name='公开属性')),
                ('disclosure_basis', models.CharField(blank=True, choices=[('19', '第十九条\u3000涉及公众利益调整、需要公众广泛知晓或参与决策'), ('20-1', '第二十条（一）\u3000行政法规、规章和规范性文件'), ('20-2', '第二十条（二）\u3000机构职能、设置、地址、时间、联系方式、负责人'), ('20-3', '第二十条（三）\u3000发展规划、专项规划、区域规划及相关政策'), ('20-4', '第二十条（四）\u3000国民经济和社会发展统计信息'), ('20-5', '第二十条（五）\u3000许可和对外管理服务事项'), ('20-6', '第二十条（六）\u3000行政处罚、行政强制'), ('20-7', '第二十条（七）\u3000财政预算、决算信息'), ('20-8', '第二十条（八）\u3000行政事业性收费'), ('20-9', '第二十条（九）\u3000政府集中采购'), ('20-10', '第二十条（十）\u3000重大建设项目的批准和实施'), ('20-11', '第二十条（十一）\u3000扶贫、教育、医疗、社会保障、促进就业等政策措施'), ('20-12', '第二十条（十二）\u3000突发公共事件的预案、预警和应对'), ('20-13', '第二十条（十三）\u3000环保、公共卫生、安全生产、食品药品、产品质量监督检查'), ('20-14', '第二十条（十四）\u3000公务员招考'), ('20-15', '第二十条（十五）\u3000法律法规规章和国家有关规定规定应当主动公开'), ('21', '第二十一条\u3000市政建设、公共服务、征收、治安、社会救助等区县和乡镇信息'), ('27', '第二十七条\u3000未列入主动公开范围，可以依申请公开'), ('15', '第十五条\u3000涉及商业秘密、个人隐私等，公开会损害第三方合法权益'), ('14-1', '第十四条\u3000依法确定为国家秘密'), ('14-2', '第十四条\u3000法律、行政法规禁止公开'), ('14-3', '第十四条\u3000公开后可能危及国家安全、公共安全、经济安全、社会稳定'), ('16-1', '第十六条第一款\u3000人事管理、后勤管理、内部工作流程等内部事务'), ('16-2', '第十六条第二款\u3000讨论记录、过程稿、磋商信函、请示报告等过程性信息'), ('16-3', '第十六条第二款\u3000行政执法案卷信息')], help_text='《政府信息公开条例》条款，与公开属性一致。', max_length=10, verbose_name='认定依据')),
                ('audience', models.CharField(choices=[('everyone', '全社会'), ('group', '特定群体')], default='everyone', max_length=10, verbose_name='公开对象')),
                ('named_groups', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='公开对象为特定群体时必填，可选多个；各凭自己的访问码查看。', size=20, verbose_name='特定群体')),
                ('publish_at', models.DateTimeField(blank=True, help_text='建议的时间。审查通过后由发布人确认，到这一分钟自动发布。', null=True, verbose_name='计划发布时间')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='起草时间')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='最后编辑时间')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='送审时间')),
                ('cleared_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='审查通过时间')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='发布时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='撤回时间')),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='更正时间')),
                ('scheduled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='定时时间')),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='补签时间')),
                ('round', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='送审轮次')),
                ('urgent_reason', models.TextField(blank=True, editable=False, verbose_name='应急发布原因')),
                ('corrected_in', models.BigIntegerField(editable=False, null=True, verbose_name='更正事务')),
                ('versions_public', models.BooleanField(default=False, editable=False, verbose_name='公开更正前的版本')),
                ('sent_back_reason', models.TextField(blank=True, editable=False, verbose_name='退回原因')),
                ('withdrawal_reason', models.TextField(blank=True, editable=False, verbose_name='撤回原因')),
                ('correction_note', models.TextField(blank=True, editable=False, verbose_name='更正说明')),
                ('source_id', models.CharField(blank=True, editable=False, max_length=100, null=True, verbose_name='来源标识')),
                ('slug', models.SlugField(db_index=False, help_text='网址的一段，公开后不再改，例：project-budgets。', max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='数据集代码')),
                ('purpose', models.CharField(blank=True, choices=[('', '自行定义'), ('project-budgets', '项目预算（1000万元以上）'), ('project-settlements', '项目决算（1000万元以上）'), ('debt', '政府债务限额和余额'), ('direct-funds', '直达资金'), ('farm-subsidies', '惠农补贴发放'), ('housing-supply', '保障性住房供应'), ('enrolment', '招生计划和学区'), ('benefits', '待遇标准历年调整'), ('audit-findings', '审计查出问题和整改'), ('enforcement', '行政处罚和行政许可数量')], default='', help_text='选了现成的种类，保存时自动填好数据项，可以再改。', max_length=30, verbose_name='表格种类')),
                ('summary', models.CharField(blank=True, help_text='一两句话，说明表里有什么、给谁用。', max_length=300, verbose_name='内容摘要')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='数据来源')),
                ('rhythm', models.CharField(blank=True, help_text='例：每年3月底前。', max_length=40, verbose_name='更新频率')),
                ('note', models.TextField(blank=True, help_text='统计口径、时间范围、不含哪些。', max_length=2000, verbose_name='说明')),
                ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('column', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.column', verbose_name='所在栏目')),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('edited_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后编辑人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.dataset')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('scheduled_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定时人')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='补签人')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='送审人')),
                ('unit', models.ForeignKey(db_constraint=False, help_text='对外公开并负责答复的单位。', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portal.unit', verbose_name='公开主体')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤回人')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='DatasetField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('key', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', '以小写字母开头，只用小写字母、数字和下划线。')], verbose_name='代码')),
                ('name', models.CharField(help_text='与表头一致，不写单位。', max_length=40, verbose_name='名称')),
                ('kind', models.CharField(choices=[('text', '文字'), ('integer', '整数'), ('decimal', '小数'), ('money', '金额'), ('date', '日期'), ('percent', '百分比'), ('choice', '选项')], default='text', max_length=10, verbose_name='类型')),
                ('measure', models.CharField(blank=True, help_text='金额写元、千元、万元或亿元；年份、编号不写。', max_length=20, verbose_name='单位')),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='用逗号隔开。', size=None, verbose_name='选项')),
                ('required', models.BooleanField(default=False, verbose_name='必填')),
                ('private', models.BooleanField(default=False, verbose_name='不公开')),
                ('total', models.BooleanField(default=False, help_text='只有相加有意义的数才合计。', verbose_name='合计')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='disclosures.dataset', verbose_name='数据集')),
            ],
            options={
                'verbose_name': '数据项',
                'verbose_name_plural': '数据项',
                'ordering': ['position', 'id'],
            },
        ),
        operations.CreateModel(
            name='DatasetFieldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('key', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', '以小写字母开头，只用小写字母、数字和下划线。')], verbose_name='代码')),
                ('name', models.CharField(help_text='与表头一致，不写单位。', max_length=40, verbose_name='名称')),
                ('kind', models.CharField(choices=[('text', '文字'), ('integer', '整数'), ('decimal', '小数'), ('money', '金额'), ('date', '日期'), ('percent', '百分比'), ('choice', '选项')], default='text', max_length=10, verbose_name='类型')),
                ('measure', models.CharField(blank=True, help_text='金额写元、千元、万元或亿元；年份、编号不写。', max_length=20, verbose_name='单位')),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='用逗号隔开。', size=None, verbose_name='选项')),
                ('required', models.BooleanField(default=False, verbose_name='必填')),
                ('private', models.BooleanField(default=False, verbose_name='不公开')),
                ('total', models.BooleanField(default=False, help_text='只有相加有意义的数才合计。', verbose_name='合计')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('dataset', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.dataset', verbose_name='数据集')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.datasetfield')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='DatasetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='版本')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='文件SHA-256')),
                ('note', models.CharField(blank=True, help_text='向公众显示。', max_length=300, verbose_name='更新说明')),
                ('imported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='导入时间')),
                ('imported_in', models.BigIntegerField(editable=False, null=True, verbose_name='导入事务')),
                ('rows', models.PositiveIntegerField(default=0, editable=False, verbose_name='行数')),
                ('totals', models.JSONField(default=dict, editable=False, verbose_name='合计')),
                ('findings', models.JSONField(default=list, editable=False, verbose_name='疑似个人信息')),
                ('findings_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='疑似个人信息处数')),
                ('overruled', models.CharField(blank=True, editable=False, max_length=300, verbose_name='放行理由')),
                ('standing', models.CharField(choices=[('waiting', '待确认'), ('confirmed', '现行'), ('replaced', '已被取代'), ('rejected', '已退回'), ('withdrawn', '已撤下')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='确认时间')),
                ('reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='退回或撤下原因')),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='disclosures.dataset', verbose_name='数据集')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('imported_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
            ],
            options={
                'verbose_name': '数据版本',
                'verbose_name_plural': '数据版本',
            },
        ),
        operations.CreateModel(
            name='DatasetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='行')),
                ('cells', models.JSONField(decoder=disclosures.cell_values.Exact, default=dict, verbose_name='公开的值')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='public_rows', to='disclosures.datasetversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '数据行',
                'verbose_name_plural': '数据行',
            },
        ),
        operations.CreateModel(
            name='DatasetPosting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.PositiveSmallIntegerField(verbose_name='组')),
                ('segment', models.PositiveSmallIntegerField(verbose_name='段')),
                ('terms', models.BinaryField(verbose_name='词')),
                ('starts', models.BinaryField(verbose_name='起点')),
                ('numbers', models.BinaryField(verbose_name='行')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.datasetversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '数据检索',
                'verbose_name_plural': '数据检索',
            },
        ),
        operations.CreateModel(
            name='DatasetOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='数据项')),
                ('numbers', models.BinaryField(verbose_name='行')),
                ('filled', models.PositiveIntegerField(verbose_name='有值的行数')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.datasetversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '数据排序',
                'verbose_name_plural': '数据排序',
            },
        ),
        operations.CreateModel(
            name='DatasetHiddenRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='行')),
                ('cells', models.JSONField(decoder=disclosures.cell_values.Exact, default=dict, verbose_name='不公开的值')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.datasetversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '不公开的数据',
                'verbose_name_plural': '不公开的数据',
            },
        ),
        operations.CreateModel(
            name='DatasetVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='版本')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='文件SHA-256')),
                ('note', models.CharField(blank=True, help_text='向公众显示。', max_length=300, verbose_name='更新说明')),
                ('imported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='导入时间')),
                ('imported_in', models.BigIntegerField(editable=False, null=True, verbose_name='导入事务')),
                ('rows', models.PositiveIntegerField(default=0, editable=False, verbose_name='行数')),
                ('totals', models.JSONField(default=dict, editable=False, verbose_name='合计')),
                ('findings', models.JSONField(default=list, editable=False, verbose_name='疑似个人信息')),
                ('findings_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='疑似个人信息处数')),
                ('overruled', models.CharField(blank=True, editable=False, max_length=300, verbose_name='放行理由')),
                ('standing', models.CharField(choices=[('waiting', '待确认'), ('confirmed', '现行'), ('replaced', '已被取代'), ('rejected', '已退回'), ('withdrawn', '已撤下')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='确认时间')),
                ('reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='退回或撤下原因')),
                ('dataset', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.dataset', verbose_name='数据集')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('imported_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.datasetversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.AddIndex(
            model_name='dataset',
            index=models.Index(fields=['state', 'column'], name='disclosures_dataset_columns'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), _connector='OR'), name='disclosures_dataset_edited_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='disclosures_dataset_submitted_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), models.Q(('cleared_at__isnull', True), ('cleared_by__isnull', True)), _connector='OR'), name='disclosures_dataset_cleared_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False)), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='disclosures_dataset_published_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), _connector='OR'), name='disclosures_dataset_withdrawn_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), models.Q(('corrected_at__isnull', True), ('corrected_by__isnull', True)), _connector='OR'), name='disclosures_dataset_corrected_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheduled_at__isnull', False), ('scheduled_by__isnull', False)), models.Q(('scheduled_at__isnull', True), ('scheduled_by__isnull', True)), _connector='OR'), name='disclosures_dataset_scheduled_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), _connector='OR'), name='disclosures_dataset_signed_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), ('submitted_at__isnull', False)), models.Q(models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), _negated=True), ('submitted_at__isnull', True)), _connector='OR'), name='disclosures_dataset_submitted_first'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('cleared_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), models.Q(models.Q(('state__in', ['cleared', 'published', 'withdrawn']), _negated=True), ('cleared_at__isnull', True)), _connector='OR'), name='disclosures_dataset_reviewed_first'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ['published', 'withdrawn'])), models.Q(models.Q(('state__in', ['published', 'withdrawn']), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='disclosures_dataset_published_moment'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn']), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state__in', ['withdrawn']), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='disclosures_dataset_withdrawn_moment'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawal_reason', ''), _negated=True), _connector='OR'), name='disclosures_dataset_withdrawn_with_reason'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('corrected_at__isnull', True), models.Q(('correction_note', ''), _negated=True), _connector='OR'), name='disclosures_dataset_corrected_with_note'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('cleared_by__isnull', True), models.Q(models.Q(('cleared_by', models.F('created_by')), _negated=True), models.Q(('cleared_by', models.F('submitted_by')), _negated=True), models.Q(('edited_by__isnull', True), models.Q(('cleared_by', models.F('edited_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_dataset_reviewer_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure', 'public'), models.Q(('disclosure_basis', ''), _negated=True), _connector='OR'), name='disclosures_dataset_not_public_with_basis'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('disclosure', 'public'), _connector='OR'), name='disclosures_dataset_published_is_public'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure_basis', ''), models.Q(('disclosure', 'public'), ('disclosure_basis__in', ['19', '20-1', '20-2', '20-3', '20-4', '20-5', '20-6', '20-7', '20-8', '20-9', '20-10', '20-11', '20-12', '20-13', '20-14', '20-15', '21'])), models.Q(('disclosure', 'on_request'), ('disclosure_basis__in', ['27', '15'])), models.Q(('disclosure', 'closed'), ('disclosure_basis__in', ['14-1', '14-2', '14-3', '15', '16-1', '16-2', '16-3'])), _connector='OR'), name='disclosures_dataset_basis_fits_disclosure'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), ('published_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('published_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('published_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('published_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_dataset_publisher_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('urgent_reason', ''), _negated=True), ('published_by__isnull', True), ('cleared_by__isnull', True), models.Q(('published_by', models.F('cleared_by')), _negated=True), _connector='OR'), name='disclosures_dataset_publisher_is_not_reviewer'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('urgent_reason', ''), ('published_at__isnull', False), _connector='OR'), name='disclosures_dataset_urgent_is_public'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), models.Q(models.Q(('urgent_reason', ''), _negated=True), models.Q(('signed_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('signed_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('signed_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('signed_by', models.F('submitted_by')), _negated=True), _connector='OR'), models.Q(('cleared_by__isnull', True), models.Q(('signed_by', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('published_by__isnull', True), models.Q(('signed_by', models.F('published_by')), _negated=True), _connector='OR')), _connector='OR')), _connector='OR'), name='disclosures_dataset_signed_by_a_second'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(('scheduled_at__isnull', True), models.Q(('publish_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), _connector='OR'), name='disclosures_dataset_scheduled_after_review'),
        ),
        operations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'group'), ('published_at__isnull', True)), models.Q(('audience', 'group'), ('named_groups__len__gt', 0)), models.Q(('audience', 'everyone'), ('named_groups', [])), _connector='OR'), name='disclosures_dataset_groups_of_directed'),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='fb8ab707d32935445044068d84c8ccd6b7717525', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_efce3', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='known_groups', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."named_groups" <> \'{}\')', func="\n            IF EXISTS (SELECT unnest(NEW.named_groups) EXCEPT SELECT id FROM portal_disclosuregroup) THEN\n                RAISE EXCEPTION '% names a group that does not exist', TG_TABLE_NAME\n                    USING ERRCODE = 'foreign_key_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='5aa8159d55665068a127363157c42afe99b9f756', operation='INSERT OR UPDATE OF "named_groups"', pgid='pgtrigger_known_groups_7f12b', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='cleared_by_review', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'cleared\' AND NEW."state" = \'cleared\' AND NEW."source_id" IS NULL)', func="\n    IF NOT EXISTS (\n        SELECT 1 FROM portal_review review JOIN django_content_type type ON type.id = review.content_type_id\n         WHERE type.app_label || '_' || type.model = TG_TABLE_NAME AND review.object_id = NEW.id\n           AND review.round = NEW.round AND review.conclusion = 'passed' AND review.reviewer_id = NEW.cleared_by_id\n    ) THEN\n        RAISE EXCEPTION '% is cleared by a passing review of this round', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    RETURN NEW;\n", hash='841e0ea3988262877752f604164a53022f6beb88', operation='UPDATE', pgid='pgtrigger_cleared_by_review_7a430', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='round_counts_submissions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."round" <> OLD."round" + (OLD."state" = \'draft\' AND NEW."state" = \'submitted\')::int)', func="RAISE EXCEPTION 'the round of % counts its submissions', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='9fba735507cbb268168a3ed984bededacf818576', operation='UPDATE', pgid='pgtrigger_round_counts_submissions_4d240', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='dd425bc5ab012835f011056838e43884bd37df97', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_49860', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='signature_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."signed_at" IS NOT NULL AND (OLD."signed_at" IS DISTINCT FROM NEW."signed_at" OR OLD."signed_by_id" IS DISTINCT FROM NEW."signed_by_id"))', func="RAISE EXCEPTION 'the second signature of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='452be5f309efc6a639025cfe24425738cc082b87', operation='UPDATE', pgid='pgtrigger_signature_is_fixed_55b73', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='state_machine', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,submitted:cleared,submitted:draft,cleared:draft,cleared:published,published:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='18e4dbb6277dfd0dd61b4798f071038f57c82510', operation='UPDATE', pgid='pgtrigger_state_machine_80308', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='starts_as_draft', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."source_id" IS NULL AND NEW."state" <> \'draft\')', func="RAISE EXCEPTION 'a new row of % starts as a draft', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='cc9a7d569ebbe16365f493911cc2e925da97531f', operation='INSERT', pgid='pgtrigger_starts_as_draft_e58a2', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='keep_what_was_public', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION '% keeps what was once public', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='3324ff0ad4a32311b4026f6d04c67a7ac8b8c41b', operation='DELETE', pgid='pgtrigger_keep_what_was_public_5ef1b', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='origin_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM NEW."created_at" OR OLD."created_by_id" IS DISTINCT FROM NEW."created_by_id" OR OLD."source_id" IS DISTINCT FROM NEW."source_id")', func="RAISE EXCEPTION 'author and origin of % are fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='09cc46b2678664524c9674803b5b539938d44e11', operation='UPDATE', pgid='pgtrigger_origin_is_fixed_8cd95', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='stamps_move_with_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = NEW."state" AND (OLD."submitted_at" IS DISTINCT FROM NEW."submitted_at" OR OLD."submitted_by_id" IS DISTINCT FROM NEW."submitted_by_id" OR OLD."cleared_at" IS DISTINCT FROM NEW."cleared_at" OR OLD."cleared_by_id" IS DISTINCT FROM NEW."cleared_by_id" OR OLD."published_at" IS DISTINCT FROM NEW."published_at" OR OLD."published_by_id" IS DISTINCT FROM NEW."published_by_id" OR OLD."withdrawn_at" IS DISTINCT FROM NEW."withdrawn_at" OR OLD."withdrawn_by_id" IS DISTINCT FROM NEW."withdrawn_by_id" OR OLD."urgent_reason" IS DISTINCT FROM NEW."urgent_reason"))', func="RAISE EXCEPTION 'who and when of % change only with its state', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='b135b5c5535c2d8d8601d50c271ea059b84f1fce', operation='UPDATE', pgid='pgtrigger_stamps_move_with_state_161b1', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='publication_moment_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND OLD."published_at" IS DISTINCT FROM NEW."published_at")', func="RAISE EXCEPTION 'the moment of publication of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='c0a80428f03133cc859ad0ad0a62447516d05968', operation='UPDATE', pgid='pgtrigger_publication_moment_is_fixed_e6908', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (TG_OP <> 'DELETE' AND NEW.state = 'published') OR (TG_OP <> 'INSERT' AND OLD.state = 'published') THEN\n                \n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n\n            END IF;\n            RETURN NULL;\n        ", hash='ecb6a071048fa282626e0dc2a2e957c27d7ebddf', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_16b31', table='disclosures_dataset', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='leave_search', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'DELETE' OR OLD.state = 'published'\n               AND (NEW.state <> 'published' OR NEW.disclosure <> 'public' OR NEW.audience <> 'everyone') THEN\n                DELETE FROM portal_searchentry WHERE kind = TG_TABLE_NAME AND object_id = OLD.id;\n            END IF;\n            RETURN NULL;\n        ", hash='e29f44cd62287ffa14576f796492c9034553148f', operation='UPDATE OR DELETE', pgid='pgtrigger_leave_search_81c32', table='disclosures_dataset', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='content_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'draft\' AND (OLD."title" IS DISTINCT FROM NEW."title" OR OLD."slug" IS DISTINCT FROM NEW."slug" OR OLD."purpose" IS DISTINCT FROM NEW."purpose" OR OLD."column_id" IS DISTINCT FROM NEW."column_id" OR OLD."summary" IS DISTINCT FROM NEW."summary" OR OLD."source" IS DISTINCT FROM NEW."source" OR OLD."note" IS DISTINCT FROM NEW."note" OR OLD."rhythm" IS DISTINCT FROM NEW."rhythm" OR OLD."unit_id" IS DISTINCT FROM NEW."unit_id" OR OLD."disclosure" IS DISTINCT FROM NEW."disclosure" OR OLD."disclosure_basis" IS DISTINCT FROM NEW."disclosure_basis" OR OLD."audience" IS DISTINCT FROM NEW."audience" OR OLD."named_groups" IS DISTINCT FROM NEW."named_groups"))', func="\n            IF OLD.state = 'published' AND NEW.state = 'published' AND NEW.correction_note <> ''\n               AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'content of % is frozen: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                USING ERRCODE = 'restrict_violation';\n        ", hash='cf968a3b36028d067c27ba53d1a3328c67b84632', operation='UPDATE', pgid='pgtrigger_content_frozen_fc85a', table='disclosures_dataset', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='dataset_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_datasetevent" ("audience", "cleared_at", "cleared_by_id", "column_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "id", "named_groups", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "published_at", "published_by_id", "purpose", "rhythm", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "slug", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."audience", NEW."cleared_at", NEW."cleared_by_id", NEW."column_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."named_groups", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."purpose", NEW."rhythm", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."slug", NEW."source", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='90031c465be6d3676086146c149a347e53b135f3', operation='INSERT', pgid='pgtrigger_dataset_insert_448d1', table='disclosures_dataset', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='dataset_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_datasetevent" ("audience", "cleared_at", "cleared_by_id", "column_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "id", "named_groups", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "published_at", "published_by_id", "purpose", "rhythm", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "slug", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."audience", NEW."cleared_at", NEW."cleared_by_id", NEW."column_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."named_groups", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."purpose", NEW."rhythm", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."slug", NEW."source", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='77f2b321b358038e514b0351e0a9dd58ada626f2', operation='UPDATE', pgid='pgtrigger_dataset_update_35ded', table='disclosures_dataset', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='dataset',
            trigger=pgtrigger.compiler.Trigger(name='dataset_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_datasetevent" ("audience", "cleared_at", "cleared_by_id", "column_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "id", "named_groups", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "published_at", "published_by_id", "purpose", "rhythm", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "slug", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."audience", OLD."cleared_at", OLD."cleared_by_id", OLD."column_id", OLD."corrected_at", OLD."corrected_by_id", OLD."corrected_in", OLD."correction_note", OLD."created_at", OLD."created_by_id", OLD."disclosure", OLD."disclosure_basis", OLD."edited_at", OLD."edited_by_id", OLD."id", OLD."named_groups", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publish_at", OLD."published_at", OLD."published_by_id", OLD."purpose", OLD."rhythm", OLD."round", OLD."scheduled_at", OLD."scheduled_by_id", OLD."sent_back_reason", OLD."signed_at", OLD."signed_by_id", OLD."slug", OLD."source", OLD."source_id", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."summary", OLD."title", OLD."unit_id", OLD."urgent_reason", OLD."versions_public", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;', hash='0ccbfb22946c56994dbe8c096e52a193dac8e724', operation='DELETE', pgid='pgtrigger_dataset_delete_d6a72', table='disclosures_dataset', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='32bc0d2195e908d2de7d2478bfe8960805d6b0a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9a534', table='disclosures_datasetevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='datasetfield',
            constraint=models.UniqueConstraint(fields=('dataset', 'key'), name='disclosures_datasetfield_key_once', violation_error_message='代码重复。'),
        ),
        operations.AddConstraint(
            model_name='datasetfield',
            constraint=models.UniqueConstraint(fields=('dataset', 'name'), name='disclosures_datasetfield_name_once', violation_error_message='名称重复。'),
        ),
        operations.AddConstraint(
            model_name='datasetfield',
            constraint=models.CheckConstraint(condition=models.Q(('total', False), models.Q(('kind__in', ['integer', 'decimal', 'money']), ('private', False)), _connector='OR'), name='disclosures_datasetfield_total_of_public_numbers', violation_error_message='只有公开的整数、小数、金额可以合计。'),
        ),
        operations.AddConstraint(
            model_name='datasetfield',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), _negated=True), ('options__len__gt', 0), _connector='OR'), name='disclosures_datasetfield_choice_has_options', violation_error_message='类型是选项的，要写出选项。'),
        ),
        operations.AddConstraint(
            model_name='datasetfield',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), _negated=True), ('measure__in', ['元', '千元', '万元', '亿元']), _connector='OR'), name='disclosures_datasetfield_money_has_unit', violation_error_message='金额的单位要写元、千元、万元或亿元。'),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='5b8d6c41091773828b19738be927ed63ef5dfcda', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_05ab5', table='disclosures_datasetfield', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='66d68b529b137dfe3dedba88e68b0e14ebf75259', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_2c328', table='disclosures_datasetfield', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM disclosures_dataset item\n                 WHERE item.id IN (OLD.dataset_id, NEW.dataset_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='0dfd068b5de59d5abbb393075d021ca930140c50', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_0911d', table='disclosures_datasetfield', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='shape_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' THEN\n            IF (OLD.dataset_id, OLD.key, OLD.kind, OLD.measure, OLD.private)\n               IS NOT DISTINCT FROM (NEW.dataset_id, NEW.key, NEW.kind, NEW.measure, NEW.private) THEN\n                RETURN NEW;\n            END IF;\n        END IF;\n        PERFORM 1 FROM disclosures_dataset WHERE id = OLD.dataset_id FOR UPDATE;\n        IF EXISTS (\n            SELECT 1 FROM disclosures_datasetversion\n             WHERE dataset_id = OLD.dataset_id AND standing IN ('waiting', 'confirmed', 'replaced')\n        ) THEN\n            RAISE EXCEPTION 'a column with rows keeps its key, kind, unit and privacy' USING ERRCODE = 'restrict_violation';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='107155b10559f40b9fa59df0475b7b21583d6ee9', operation='UPDATE OR DELETE', pgid='pgtrigger_shape_kept_4c568', table='disclosures_datasetfield', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='datasetfield_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_datasetfieldevent" ("dataset_id", "description", "id", "key", "kind", "measure", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "private", "required", "total") VALUES (NEW."dataset_id", NEW."description", NEW."id", NEW."key", NEW."kind", NEW."measure", NEW."name", NEW."options", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."private", NEW."required", NEW."total"); RETURN NULL;', hash='66b78e6bda881736e7d2b5b8196aff11b254eb27', operation='INSERT', pgid='pgtrigger_datasetfield_insert_892f4', table='disclosures_datasetfield', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='datasetfield_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_datasetfieldevent" ("dataset_id", "description", "id", "key", "kind", "measure", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "private", "required", "total") VALUES (NEW."dataset_id", NEW."description", NEW."id", NEW."key", NEW."kind", NEW."measure", NEW."name", NEW."options", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."private", NEW."required", NEW."total"); RETURN NULL;', hash='f6df5da35e128f9ca59779c327b04b0e1e27694e', operation='UPDATE', pgid='pgtrigger_datasetfield_update_94f40', table='disclosures_datasetfield', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetfield',
            trigger=pgtrigger.compiler.Trigger(name='datasetfield_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_datasetfieldevent" ("dataset_id", "description", "id", "key", "kind", "measure", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "private", "required", "total") VALUES (OLD."dataset_id", OLD."description", OLD."id", OLD."key", OLD."kind", OLD."measure", OLD."name", OLD."options", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."private", OLD."required", OLD."total"); RETURN NULL;', hash='79320142dabb20be0f8196014a787696e6f6cac5', operation='DELETE', pgid='pgtrigger_datasetfield_delete_c8335', table='disclosures_datasetfield', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetfieldevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e3c0f580ceb7bef101d824a6bba8c21074d653d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ae640', table='disclosures_datasetfieldevent', when='BEFORE')),
        ),
        operations.AddIndex(
            model_name='datasetversion',
            index=models.Index(fields=['standing', 'imported_at'], name='disclosures_dataset_waiting'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.UniqueConstraint(fields=('dataset', 'number'), name='disclosures_datasetversion_number_once'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.UniqueConstraint(condition=models.Q(('standing', 'waiting')), fields=('dataset',), name='disclosures_datasetversion_one_waits'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.UniqueConstraint(condition=models.Q(('standing', 'confirmed')), fields=('dataset',), name='disclosures_datasetversion_one_is_current'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('standing', 'waiting')), models.Q(models.Q(('standing', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='disclosures_datasetversion_decided_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['waiting', 'rejected']), models.Q(('decided_by', models.F('imported_by')), _negated=True), _connector='OR'), name='disclosures_datasetversion_confirmed_by_a_second', violation_error_message='导入人不能确认自己导入的数据。'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing__in', ['rejected', 'withdrawn']), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('standing__in', ['rejected', 'withdrawn']), _negated=True), ('reason', '')), _connector='OR'), name='disclosures_datasetversion_taken_back_with_reason'),
        ),
        operations.AddConstraint(
            model_name='datasetversion',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['waiting', 'rejected']), ('findings_count', 0), models.Q(('overruled', ''), _negated=True), _connector='OR'), name='disclosures_datasetversion_findings_overruled', violation_error_message='有疑似个人信息，确认时要写明放行理由。'),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='01a2eac5514ed4ee159d64352199b153506a7d57', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_0cee4', table='disclosures_datasetversion', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='758a80ad709dfd328cd3bf644e48412dbf7b8cb7', operation='DELETE', pgid='pgtrigger_kept_ecd83', table='disclosures_datasetversion', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='starts_waiting', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.standing <> 'waiting' THEN\n                        RAISE EXCEPTION 'a version starts unconfirmed' USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    NEW.imported_in := txid_current();\n                    RETURN NEW;\n                ", hash='5f257ebccbe43126e85cc03312508768f8e22202', operation='INSERT', pgid='pgtrigger_starts_waiting_338f1', table='disclosures_datasetversion', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='moves', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.id IS DISTINCT FROM NEW.id OR OLD.dataset_id IS DISTINCT FROM NEW.dataset_id OR OLD.number IS DISTINCT FROM NEW.number OR OLD.imported_by_id IS DISTINCT FROM NEW.imported_by_id OR OLD.imported_at IS DISTINCT FROM NEW.imported_at OR OLD.imported_in IS DISTINCT FROM NEW.imported_in OR OLD.file_name IS DISTINCT FROM NEW.file_name OR OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.note IS DISTINCT FROM NEW.note\n       OR (OLD.standing <> 'waiting' OR OLD.imported_in <> txid_current()) AND (OLD.rows IS DISTINCT FROM NEW.rows OR OLD.totals IS DISTINCT FROM NEW.totals OR OLD.findings IS DISTINCT FROM NEW.findings OR OLD.findings_count IS DISTINCT FROM NEW.findings_count) THEN\n        RAISE EXCEPTION 'a version is what was imported' USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF OLD.standing = NEW.standing THEN\n        IF OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id OR OLD.decided_at IS DISTINCT FROM NEW.decided_at OR OLD.reason IS DISTINCT FROM NEW.reason OR OLD.overruled IS DISTINCT FROM NEW.overruled THEN\n            RAISE EXCEPTION 'a version is decided once' USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF NOT (OLD.standing = 'waiting' AND NEW.standing IN ('confirmed', 'rejected')\n            OR OLD.standing IN ('confirmed', 'replaced') AND NEW.standing = 'withdrawn'\n            OR OLD.standing = 'confirmed' AND NEW.standing = 'replaced' AND pg_trigger_depth() > 1) THEN\n        RAISE EXCEPTION 'a version does not go that way' USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF NEW.standing = 'confirmed' THEN\n        IF (SELECT count(*) FROM disclosures_datasetrow WHERE version_id = NEW.id) <> NEW.rows THEN\n            RAISE EXCEPTION 'a version is confirmed whole' USING ERRCODE = 'restrict_violation';\n        END IF;\n        UPDATE disclosures_datasetversion SET standing = 'replaced' WHERE dataset_id = NEW.dataset_id AND standing = 'confirmed';\n    END IF;\n    RETURN NEW;\n", hash='b300f6ebd73d356f5c1191bf0e2f61c93056405e', operation='UPDATE', pgid='pgtrigger_moves_43c3d', table='disclosures_datasetversion', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."standing" <> NEW."standing")', func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='e4f7c5522b435834fe7e6394935a4f24893a0958', operation='UPDATE', pgid='pgtrigger_bump_version_cdf90', table='disclosures_datasetversion', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='datasetversion_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_datasetversionevent" ("dataset_id", "decided_at", "decided_by_id", "file_name", "findings", "findings_count", "id", "imported_at", "imported_by_id", "imported_in", "note", "number", "overruled", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rows", "sha256", "standing", "totals") VALUES (NEW."dataset_id", NEW."decided_at", NEW."decided_by_id", NEW."file_name", NEW."findings", NEW."findings_count", NEW."id", NEW."imported_at", NEW."imported_by_id", NEW."imported_in", NEW."note", NEW."number", NEW."overruled", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."rows", NEW."sha256", NEW."standing", NEW."totals"); RETURN NULL;', hash='5aeace335b3d001dd96ccf3655e0abf32310b568', operation='INSERT', pgid='pgtrigger_datasetversion_insert_b603d', table='disclosures_datasetversion', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='datasetversion_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_datasetversionevent" ("dataset_id", "decided_at", "decided_by_id", "file_name", "findings", "findings_count", "id", "imported_at", "imported_by_id", "imported_in", "note", "number", "overruled", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rows", "sha256", "standing", "totals") VALUES (NEW."dataset_id", NEW."decided_at", NEW."decided_by_id", NEW."file_name", NEW."findings", NEW."findings_count", NEW."id", NEW."imported_at", NEW."imported_by_id", NEW."imported_in", NEW."note", NEW."number", NEW."overruled", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."rows", NEW."sha256", NEW."standing", NEW."totals"); RETURN NULL;', hash='6214b6a5f232f1b9a4a84e3be7b431303b131f3b', operation='UPDATE', pgid='pgtrigger_datasetversion_update_643a8', table='disclosures_datasetversion', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetversion',
            trigger=pgtrigger.compiler.Trigger(name='datasetversion_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_datasetversionevent" ("dataset_id", "decided_at", "decided_by_id", "file_name", "findings", "findings_count", "id", "imported_at", "imported_by_id", "imported_in", "note", "number", "overruled", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rows", "sha256", "standing", "totals") VALUES (OLD."dataset_id", OLD."decided_at", OLD."decided_by_id", OLD."file_name", OLD."findings", OLD."findings_count", OLD."id", OLD."imported_at", OLD."imported_by_id", OLD."imported_in", OLD."note", OLD."number", OLD."overruled", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."rows", OLD."sha256", OLD."standing", OLD."totals"); RETURN NULL;', hash='ea880b52ba88eff1c5d0297013035201aa062be4', operation='DELETE', pgid='pgtrigger_datasetversion_delete_a9773', table='disclosures_datasetversion', when='AFTER')),
        ),
        operations.AddConstraint(
            model_name='datasetrow',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='disclosures_datasetrow_once'),
        ),
        operations.AddTrigger(
            model_name='datasetrow',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fe81dacae7c1c191a60642c184cbff469b76c58a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e6ee4', table='disclosures_datasetrow', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetrow',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='9bdfd46f1aa2b3dded5e3c30ad0c0a7974b5f5e5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_f34e8', table='disclosures_datasetrow', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetrow',
            trigger=pgtrigger.compiler.Trigger(name='staged', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM (SELECT DISTINCT version_id FROM added) each\n                  LEFT JOIN disclosures_datasetversion version ON version.id = each.version_id\n                 WHERE version.standing IS DISTINCT FROM 'waiting' OR version.imported_in IS DISTINCT FROM txid_current()\n            ) THEN\n                RAISE EXCEPTION 'rows come with their version' USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF EXISTS (\n                SELECT 1 FROM added JOIN disclosures_datasetversion version ON version.id = added.version_id\n                  JOIN disclosures_datasetfield field ON field.dataset_id = version.dataset_id\n                 WHERE  field.private AND added.cells ? field.key\n            ) THEN\n                RAISE EXCEPTION 'a private column does not stand among these' USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NULL;\n        ", hash='ae5da25bc23bd0ed77e27813408ad4a92d24908b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_staged_745a6', referencing='REFERENCING NEW TABLE AS added ', table='disclosures_datasetrow', when='AFTER')),
        ),
        operations.AddConstraint(
            model_name='datasetposting',
            constraint=models.UniqueConstraint(fields=('version', 'bucket', 'segment'), name='disclosures_datasetposting_once'),
        ),
        operations.AddTrigger(
            model_name='datasetposting',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f290d4c7284133aa05bdb5bae8c4e3a6133f9661', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e06fd', table='disclosures_datasetposting', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetposting',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='87d9249eb4b1d3aa53a687f6edd235a795c6cd37', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_2156c', table='disclosures_datasetposting', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='datasetorder',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='disclosures_datasetorder_once'),
        ),
        operations.AddTrigger(
            model_name='datasetorder',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e41eb0a95c3bcd835f7e296722a2e4d70820b6a3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_46652', table='disclosures_datasetorder', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasetorder',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='5bb214113ebf446343762c24fbc9e0c37d4a8ee0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_29a6e', table='disclosures_datasetorder', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='datasethiddenrow',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='disclosures_datasethiddenrow_once'),
        ),
        operations.AddTrigger(
            model_name='datasethiddenrow',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c28355d8602a63922f1e1bae9b510d99dc3d095', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6091e', table='disclosures_datasethiddenrow', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasethiddenrow',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='d706c85550bf5e5863031ab088d83f48b15a09b5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_4f5f1', table='disclosures_datasethiddenrow', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='datasethiddenrow',
            trigger=pgtrigger.compiler.Trigger(name='staged', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM (SELECT DISTINCT version_id FROM added) each\n                  LEFT JOIN disclosures_datasetversion version ON version.id = each.version_id\n                 WHERE version.standing IS DISTINCT FROM 'waiting' OR version.imported_in IS DISTINCT FROM txid_current()\n            ) THEN\n                RAISE EXCEPTION 'rows come with their version' USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF EXISTS (\n                SELECT 1 FROM added JOIN disclosures_datasetversion version ON version.id = added.version_id\n                  JOIN disclosures_datasetfield field ON field.dataset_id = version.dataset_id\n                 WHERE NOT field.private AND added.cells ? field.key\n            ) THEN\n                RAISE EXCEPTION 'a public column does not stand among these' USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NULL;\n        ", hash='a22624f3d1bf27874748b0e9cc1f9ec354e35f1c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_staged_65138', referencing='REFERENCING NEW TABLE AS added ', table='disclosures_datasethiddenrow', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='datasetversionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='12ee77f3aa8784ba9c4150e7e3449590baf5580e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fd959', table='disclosures_datasetversionevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='DatasetUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('kept', models.CharField(max_length=60, verbose_name='暂存名')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='更新说明')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('refusal', models.CharField(blank=True, max_length=500, verbose_name='没有导入的原因')),
                ('troubles', models.JSONField(default=list, verbose_name='问题')),
                ('troubles_count', models.PositiveIntegerField(default=0, verbose_name='问题处数')),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='disclosures.dataset', verbose_name='数据集')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.datasetversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '待导入的表格',
                'verbose_name_plural': '待导入的表格',
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('dataset',), name='disclosures_datasetupload_one_waits'), models.CheckConstraint(condition=models.Q(('done_at__isnull', False), models.Q(('refusal', ''), ('troubles_count', 0), ('version__isnull', True)), _connector='OR'), name='disclosures_datasetupload_outcome_when_done')],
            },
        ),
    ]
