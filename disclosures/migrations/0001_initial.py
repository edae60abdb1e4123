import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import portal.attachments

from django.conf import settings
from django.db import migrations, models

from portal import migration_operations as operations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('policies', '0002_seed'),
        ('portal', '0002_seed'),
    ]

    operations = [
        operations.CreateModel(
            name='Alert',
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
                ('kind', models.CharField(choices=[('flood', '防汛'), ('typhoon', '台风'), ('rain', '暴雨'), ('snow', '雨雪冰冻'), ('heat', '高温'), ('gas', '燃气安全'), ('fire', '消防安全'), ('traffic', '交通安全'), ('health', '公共卫生'), ('food', '食品安全'), ('consumer', '消费警示'), ('other', '其他')], max_length=10, verbose_name='类别')),
                ('level', models.CharField(choices=[('red', '红色预警（一级）'), ('orange', '橙色预警（二级）'), ('yellow', '黄色预警（三级）'), ('blue', '蓝色预警（四级）'), ('reminder', '提示')], default='reminder', max_length=10, verbose_name='级别')),
                ('area', models.CharField(help_text='例：全区；沿江各镇；船坞街道', max_length=200, verbose_name='影响范围')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(help_text='到这一分钟自动从所有页面撤下；提前解除用“更正”改这个时间。', verbose_name='结束')),
                ('body', models.TextField(max_length=2000, verbose_name='预警内容')),
                ('advice', models.TextField(blank=True, help_text='一行一条。', max_length=2000, verbose_name='市民要做什么')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='求助和咨询电话')),
                ('cleared_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
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
                'verbose_name': '预警',
                'verbose_name_plural': '预警',
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='Column',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(help_text='不用专业词和网络新词。', max_length=60, verbose_name='栏目名称')),
                ('slug', models.SlugField(help_text='网址的一段，全站唯一，公开后不再改，例：elderly-care。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='地址名')),
                ('kind', models.CharField(choices=[('概况信息', '概况信息'), ('机构职能', '机构职能'), ('负责人信息', '负责人信息'), ('工作动态', '工作动态'), ('政策文件', '政策文件'), ('信息公开指南', '信息公开指南'), ('信息公开目录', '信息公开目录'), ('信息公开年报', '信息公开年报'), ('依申请公开', '依申请公开'), ('数据发布', '数据发布'), ('数据开放', '数据开放'), ('政策解读', '政策解读'), ('回应关切', '回应关切'), ('办事服务', '办事服务'), ('咨询投诉', '咨询投诉'), ('征集调查', '征集调查'), ('在线访谈', '在线访谈')], default='信息公开目录', max_length=10, verbose_name='栏目类别')),
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
            name='AlertEvent',
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
                ('kind', models.CharField(choices=[('flood', '防汛'), ('typhoon', '台风'), ('rain', '暴雨'), ('snow', '雨雪冰冻'), ('heat', '高温'), ('gas', '燃气安全'), ('fire', '消防安全'), ('traffic', '交通安全'), ('health', '公共卫生'), ('food', '食品安全'), ('consumer', '消费警示'), ('other', '其他')], max_length=10, verbose_name='类别')),
                ('level', models.CharField(choices=[('red', '红色预警（一级）'), ('orange', '橙色预警（二级）'), ('yellow', '黄色预警（三级）'), ('blue', '蓝色预警（四级）'), ('reminder', '提示')], default='reminder', max_length=10, verbose_name='级别')),
                ('area', models.CharField(help_text='例：全区；沿江各镇；船坞街道', max_length=200, verbose_name='影响范围')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(help_text='到这一分钟自动从所有页面撤下；提前解除用“更正”改这个时间。', verbose_name='结束')),
                ('body', models.TextField(max_length=2000, verbose_name='预警内容')),
                ('advice', models.TextField(blank=True, help_text='一行一条。', max_length=2000, verbose_name='市民要做什么')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='求助和咨询电话')),
                ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('edited_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后编辑人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.alert')),
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
            name='AlertPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='disclosures.alert', verbose_name='预警')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.document', verbose_name='预案或文件')),
            ],
            options={
                'verbose_name': '相关预案',
                'verbose_name_plural': '相关预案',
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
                ('kind', models.CharField(choices=[('概况信息', '概况信息'), ('机构职能', '机构职能'), ('负责人信息', '负责人信息'), ('工作动态', '工作动态'), ('政策文件', '政策文件'), ('信息公开指南', '信息公开指南'), ('信息公开目录', '信息公开目录'), ('信息公开年报', '信息公开年报'), ('依申请公开', '依申请公开'), ('数据发布', '数据发布'), ('数据开放', '数据开放'), ('政策解读', '政策解读'), ('回应关切', '回应关切'), ('办事服务', '办事服务'), ('咨询投诉', '咨询投诉'), ('征集调查', '征集调查'), ('在线访谈', '在线访谈')], default='信息公开目录', max_length=10, verbose_name='栏目类别')),
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
        operations.CreateModel(
            name='ColumnFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='要素名称')),
                ('kind', models.CharField(choices=[('text', '文字'), ('number', '数'), ('money', '金额（元）'), ('date', '日期'), ('url', '网址')], default='text', max_length=10, verbose_name='类型')),
                ('measure', models.CharField(blank=True, max_length=20, verbose_name='计量单位')),
                ('required', models.BooleanField(default=False, verbose_name='必填')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('column', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='disclosures.column', verbose_name='栏目')),
            ],
            options={
                'verbose_name': '栏目要素',
                'verbose_name_plural': '栏目要素',
                'ordering': ['position', 'id'],
            },
        ),
        operations.CreateModel(
            name='AlertPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('alert', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.alert', verbose_name='预警')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='policies.document', verbose_name='预案或文件')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.alertplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='ColumnFactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=30, verbose_name='要素名称')),
                ('kind', models.CharField(choices=[('text', '文字'), ('number', '数'), ('money', '金额（元）'), ('date', '日期'), ('url', '网址')], default='text', max_length=10, verbose_name='类型')),
                ('measure', models.CharField(blank=True, max_length=20, verbose_name='计量单位')),
                ('required', models.BooleanField(default=False, verbose_name='必填')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('column', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.column', verbose_name='栏目')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.columnfact')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='Entry',
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
                ('summary', models.CharField(blank=True, help_text='一两句话，显示在列表里。', max_length=300, verbose_name='摘要')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='关键词')),
                ('written_on', models.DateField(blank=True, null=True, verbose_name='形成日期')),
                ('source', models.CharField(blank=True, help_text='不是本单位制作的，写明来自哪里。', max_length=100, verbose_name='来源')),
                ('body', models.TextField(blank=True, verbose_name='正文')),
                ('publicity_from', models.DateField(blank=True, help_text='公示的第一天。', null=True, verbose_name='公示开始')),
                ('publicity_until', models.DateField(blank=True, help_text='公示的最后一天。过了当天24时，页面、检索和附件自动撤下。', null=True, verbose_name='公示截止')),
                ('cleared_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
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
                'verbose_name': '信息',
                'verbose_name_plural': '信息',
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='EntryEvent',
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
                ('summary', models.CharField(blank=True, help_text='一两句话，显示在列表里。', max_length=300, verbose_name='摘要')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='关键词')),
                ('written_on', models.DateField(blank=True, null=True, verbose_name='形成日期')),
                ('source', models.CharField(blank=True, help_text='不是本单位制作的，写明来自哪里。', max_length=100, verbose_name='来源')),
                ('body', models.TextField(blank=True, verbose_name='正文')),
                ('publicity_from', models.DateField(blank=True, help_text='公示的第一天。', null=True, verbose_name='公示开始')),
                ('publicity_until', models.DateField(blank=True, help_text='公示的最后一天。过了当天24时，页面、检索和附件自动撤下。', null=True, verbose_name='公示截止')),
                ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('edited_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后编辑人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.entry')),
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
            name='EntryFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=300, verbose_name='内容')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='disclosures.entry', verbose_name='信息')),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosures.columnfact', verbose_name='要素')),
            ],
            options={
                'verbose_name': '要素内容',
                'verbose_name_plural': '要素内容',
                'ordering': ['fact__position', 'id'],
            },
        ),
        operations.CreateModel(
            name='EntryFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=portal.attachments.upload_path, verbose_name='文件')),
                ('title', models.CharField(blank=True, help_text='显示给公众的名称；不填取文件名。', max_length=200, verbose_name='名称')),
                ('name', models.CharField(editable=False, max_length=150, verbose_name='文件名')),
                ('kind', models.CharField(editable=False, max_length=10, verbose_name='类型')),
                ('mime', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='字节数')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('pages', models.PositiveIntegerField(editable=False, null=True, verbose_name='页数')),
                ('text', models.TextField(blank=True, editable=False, verbose_name='提取的文字')),
                ('page_starts', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, editable=False, size=None)),
                ('text_note', models.CharField(blank=True, editable=False, max_length=200, verbose_name='提取说明')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='disclosures.entry', verbose_name='信息')),
            ],
            options={
                'verbose_name': '附件',
                'verbose_name_plural': '附件',
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='disclosures.column', verbose_name='栏目')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='disclosures.entry', verbose_name='信息')),
            ],
            options={
                'verbose_name': '所在栏目',
                'verbose_name_plural': '所在栏目',
                'ordering': ['id'],
            },
        ),
        operations.CreateModel(
            name='EntryFactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('value', models.CharField(max_length=300, verbose_name='内容')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.entry', verbose_name='信息')),
                ('fact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.columnfact', verbose_name='要素')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.entryfact')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='EntryFileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file', models.FileField(max_length=200, upload_to=portal.attachments.upload_path, verbose_name='文件')),
                ('title', models.CharField(blank=True, help_text='显示给公众的名称；不填取文件名。', max_length=200, verbose_name='名称')),
                ('name', models.CharField(editable=False, max_length=150, verbose_name='文件名')),
                ('kind', models.CharField(editable=False, max_length=10, verbose_name='类型')),
                ('mime', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='字节数')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('pages', models.PositiveIntegerField(editable=False, null=True, verbose_name='页数')),
                ('text_note', models.CharField(blank=True, editable=False, max_length=200, verbose_name='提取说明')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.entry', verbose_name='信息')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.entryfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='PlacementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('column', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.column', verbose_name='栏目')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.entry', verbose_name='信息')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.placement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='columns',
            field=models.ManyToManyField(related_name='entries', through='disclosures.Placement', to='disclosures.column', verbose_name='所在栏目'),
        ),
        operations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['state', 'ends_at'], name='disclosures_alert_lasting'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), _connector='OR'), name='disclosures_alert_edited_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='disclosures_alert_submitted_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), models.Q(('cleared_at__isnull', True), ('cleared_by__isnull', True)), _connector='OR'), name='disclosures_alert_cleared_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False)), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='disclosures_alert_published_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), _connector='OR'), name='disclosures_alert_withdrawn_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), models.Q(('corrected_at__isnull', True), ('corrected_by__isnull', True)), _connector='OR'), name='disclosures_alert_corrected_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheduled_at__isnull', False), ('scheduled_by__isnull', False)), models.Q(('scheduled_at__isnull', True), ('scheduled_by__isnull', True)), _connector='OR'), name='disclosures_alert_scheduled_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), _connector='OR'), name='disclosures_alert_signed_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), ('submitted_at__isnull', False)), models.Q(models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), _negated=True), ('submitted_at__isnull', True)), _connector='OR'), name='disclosures_alert_submitted_first'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('cleared_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), models.Q(models.Q(('state__in', ['cleared', 'published', 'withdrawn']), _negated=True), ('cleared_at__isnull', True)), _connector='OR'), name='disclosures_alert_reviewed_first'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ['published', 'withdrawn'])), models.Q(models.Q(('state__in', ['published', 'withdrawn']), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='disclosures_alert_published_moment'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn']), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state__in', ['withdrawn']), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='disclosures_alert_withdrawn_moment'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawal_reason', ''), _negated=True), _connector='OR'), name='disclosures_alert_withdrawn_with_reason'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('corrected_at__isnull', True), models.Q(('correction_note', ''), _negated=True), _connector='OR'), name='disclosures_alert_corrected_with_note'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('cleared_by__isnull', True), models.Q(models.Q(('cleared_by', models.F('created_by')), _negated=True), models.Q(('cleared_by', models.F('submitted_by')), _negated=True), models.Q(('edited_by__isnull', True), models.Q(('cleared_by', models.F('edited_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_alert_reviewer_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure', 'public'), models.Q(('disclosure_basis', ''), _negated=True), _connector='OR'), name='disclosures_alert_not_public_with_basis'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('disclosure', 'public'), _connector='OR'), name='disclosures_alert_published_is_public'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure_basis', ''), models.Q(('disclosure', 'public'), ('disclosure_basis__in', ['19', '20-1', '20-2', '20-3', '20-4', '20-5', '20-6', '20-7', '20-8', '20-9', '20-10', '20-11', '20-12', '20-13', '20-14', '20-15', '21'])), models.Q(('disclosure', 'on_request'), ('disclosure_basis__in', ['27', '15'])), models.Q(('disclosure', 'closed'), ('disclosure_basis__in', ['14-1', '14-2', '14-3', '15', '16-1', '16-2', '16-3'])), _connector='OR'), name='disclosures_alert_basis_fits_disclosure'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), ('published_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('published_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('published_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('published_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_alert_publisher_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('urgent_reason', ''), _negated=True), ('published_by__isnull', True), ('cleared_by__isnull', True), models.Q(('published_by', models.F('cleared_by')), _negated=True), _connector='OR'), name='disclosures_alert_publisher_is_not_reviewer'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('urgent_reason', ''), ('published_at__isnull', False), _connector='OR'), name='disclosures_alert_urgent_is_public'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), models.Q(models.Q(('urgent_reason', ''), _negated=True), models.Q(('signed_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('signed_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('signed_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('signed_by', models.F('submitted_by')), _negated=True), _connector='OR'), models.Q(('cleared_by__isnull', True), models.Q(('signed_by', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('published_by__isnull', True), models.Q(('signed_by', models.F('published_by')), _negated=True), _connector='OR')), _connector='OR')), _connector='OR'), name='disclosures_alert_signed_by_a_second'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('scheduled_at__isnull', True), models.Q(('publish_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), _connector='OR'), name='disclosures_alert_scheduled_after_review'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'group'), ('published_at__isnull', True)), models.Q(('audience', 'group'), ('named_groups__len__gt', 0)), models.Q(('audience', 'everyone'), ('named_groups', [])), _connector='OR'), name='disclosures_alert_groups_of_directed'),
        ),
        operations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='disclosures_alert_in_order', violation_error_message='结束时间要晚于开始时间。'),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='b9a02090f8d3f11d6be771eb36583f756c000480', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_11fd9', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='known_groups', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."named_groups" <> \'{}\')', func="\n            IF EXISTS (SELECT unnest(NEW.named_groups) EXCEPT SELECT id FROM portal_disclosuregroup) THEN\n                RAISE EXCEPTION '% names a group that does not exist', TG_TABLE_NAME\n                    USING ERRCODE = 'foreign_key_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='fcbdd6724289790c348e62a7a9acc0635516f017', operation='INSERT OR UPDATE OF "named_groups"', pgid='pgtrigger_known_groups_b07e9', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='cleared_by_review', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'cleared\' AND NEW."state" = \'cleared\' AND NEW."source_id" IS NULL)', func="\n    IF NOT EXISTS (\n        SELECT 1 FROM portal_review review JOIN django_content_type type ON type.id = review.content_type_id\n         WHERE type.app_label || '_' || type.model = TG_TABLE_NAME AND review.object_id = NEW.id\n           AND review.round = NEW.round AND review.conclusion = 'passed' AND review.reviewer_id = NEW.cleared_by_id\n    ) THEN\n        RAISE EXCEPTION '% is cleared by a passing review of this round', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    RETURN NEW;\n", hash='726fe406ba76308de9d633deecff0b484819ebd5', operation='UPDATE', pgid='pgtrigger_cleared_by_review_00a7a', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='round_counts_submissions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."round" <> OLD."round" + (OLD."state" = \'draft\' AND NEW."state" = \'submitted\')::int)', func="RAISE EXCEPTION 'the round of % counts its submissions', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='d2623f3d0bdaefd2ab8e472becb5c60151fd6f7f', operation='UPDATE', pgid='pgtrigger_round_counts_submissions_5eccd', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='4b53a542a6dee0ac3d606334fdeac51a5191ba7d', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_3ad3a', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='signature_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."signed_at" IS NOT NULL AND (OLD."signed_at" IS DISTINCT FROM NEW."signed_at" OR OLD."signed_by_id" IS DISTINCT FROM NEW."signed_by_id"))', func="RAISE EXCEPTION 'the second signature of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='4c690ded7eed181f4c647b0278bc6bac06589cbf', operation='UPDATE', pgid='pgtrigger_signature_is_fixed_50d45', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='state_machine', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,submitted:cleared,submitted:draft,cleared:draft,cleared:published,published:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c942224d1016f2aeeac7e40e6a5b05694c4a7073', operation='UPDATE', pgid='pgtrigger_state_machine_a8972', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='starts_as_draft', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."source_id" IS NULL AND NEW."state" <> \'draft\')', func="RAISE EXCEPTION 'a new row of % starts as a draft', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='99b38d3fda94abd4428a15e155d1940136f37e30', operation='INSERT', pgid='pgtrigger_starts_as_draft_ae436', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='keep_what_was_public', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION '% keeps what was once public', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='adac602e652690895343276567c94335f541741c', operation='DELETE', pgid='pgtrigger_keep_what_was_public_41321', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='origin_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM NEW."created_at" OR OLD."created_by_id" IS DISTINCT FROM NEW."created_by_id" OR OLD."source_id" IS DISTINCT FROM NEW."source_id")', func="RAISE EXCEPTION 'author and origin of % are fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='f8c0d89d22b33a19262165f9027bf3520c6b90f3', operation='UPDATE', pgid='pgtrigger_origin_is_fixed_a4a15', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='stamps_move_with_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = NEW."state" AND (OLD."submitted_at" IS DISTINCT FROM NEW."submitted_at" OR OLD."submitted_by_id" IS DISTINCT FROM NEW."submitted_by_id" OR OLD."cleared_at" IS DISTINCT FROM NEW."cleared_at" OR OLD."cleared_by_id" IS DISTINCT FROM NEW."cleared_by_id" OR OLD."published_at" IS DISTINCT FROM NEW."published_at" OR OLD."published_by_id" IS DISTINCT FROM NEW."published_by_id" OR OLD."withdrawn_at" IS DISTINCT FROM NEW."withdrawn_at" OR OLD."withdrawn_by_id" IS DISTINCT FROM NEW."withdrawn_by_id" OR OLD."urgent_reason" IS DISTINCT FROM NEW."urgent_reason"))', func="RAISE EXCEPTION 'who and when of % change only with its state', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='7bce8203d0507e96be309ed30b2e7ddecddf1381', operation='UPDATE', pgid='pgtrigger_stamps_move_with_state_5b27e', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='publication_moment_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND OLD."published_at" IS DISTINCT FROM NEW."published_at")', func="RAISE EXCEPTION 'the moment of publication of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='a665b6c969ed7fd70d3a95becaecd75c93edf043', operation='UPDATE', pgid='pgtrigger_publication_moment_is_fixed_62811', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (TG_OP <> 'DELETE' AND NEW.state = 'published') OR (TG_OP <> 'INSERT' AND OLD.state = 'published') THEN\n                \n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n\n            END IF;\n            RETURN NULL;\n        ", hash='16c11534f52469f42e3a3215f6bda08ef72d827a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_43a1f', table='disclosures_alert', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='leave_search', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'DELETE' OR OLD.state = 'published'\n               AND (NEW.state <> 'published' OR NEW.disclosure <> 'public' OR NEW.audience <> 'everyone') THEN\n                DELETE FROM portal_searchentry WHERE kind = TG_TABLE_NAME AND object_id = OLD.id;\n            END IF;\n            RETURN NULL;\n        ", hash='1c10d001e775fea47b834f37b6a972474e5ab44d', operation='UPDATE OR DELETE', pgid='pgtrigger_leave_search_bb315', table='disclosures_alert', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='content_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'draft\' AND (OLD."title" IS DISTINCT FROM NEW."title" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."level" IS DISTINCT FROM NEW."level" OR OLD."area" IS DISTINCT FROM NEW."area" OR OLD."starts_at" IS DISTINCT FROM NEW."starts_at" OR OLD."ends_at" IS DISTINCT FROM NEW."ends_at" OR OLD."body" IS DISTINCT FROM NEW."body" OR OLD."advice" IS DISTINCT FROM NEW."advice" OR OLD."phone" IS DISTINCT FROM NEW."phone" OR OLD."unit_id" IS DISTINCT FROM NEW."unit_id" OR OLD."disclosure" IS DISTINCT FROM NEW."disclosure" OR OLD."disclosure_basis" IS DISTINCT FROM NEW."disclosure_basis" OR OLD."audience" IS DISTINCT FROM NEW."audience" OR OLD."named_groups" IS DISTINCT FROM NEW."named_groups"))', func="\n            IF OLD.state = 'published' AND NEW.state = 'published' AND NEW.correction_note <> ''\n               AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'content of % is frozen: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                USING ERRCODE = 'restrict_violation';\n        ", hash='f21848ad3fad50bd61ed1eb0d193017fd69bee50', operation='UPDATE', pgid='pgtrigger_content_frozen_c0561', table='disclosures_alert', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_alertevent" ("advice", "area", "audience", "body", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "ends_at", "id", "kind", "level", "named_groups", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "publish_at", "published_at", "published_by_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source_id", "starts_at", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."advice", NEW."area", NEW."audience", NEW."body", NEW."cleared_at", NEW."cleared_by_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."ends_at", NEW."id", NEW."kind", NEW."level", NEW."named_groups", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source_id", NEW."starts_at", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='1fe71e4b83fc91f7e4cc81e0aadbfb775de00296', operation='INSERT', pgid='pgtrigger_insert_insert_05ad7', table='disclosures_alert', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_alertevent" ("advice", "area", "audience", "body", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "ends_at", "id", "kind", "level", "named_groups", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "publish_at", "published_at", "published_by_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source_id", "starts_at", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."advice", NEW."area", NEW."audience", NEW."body", NEW."cleared_at", NEW."cleared_by_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."ends_at", NEW."id", NEW."kind", NEW."level", NEW."named_groups", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source_id", NEW."starts_at", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='50bc4e57f7e54efe7bb10cd28a3e147ed80ef1c4', operation='UPDATE', pgid='pgtrigger_update_update_44843', table='disclosures_alert', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alert',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_alertevent" ("advice", "area", "audience", "body", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "ends_at", "id", "kind", "level", "named_groups", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "publish_at", "published_at", "published_by_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source_id", "starts_at", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."advice", OLD."area", OLD."audience", OLD."body", OLD."cleared_at", OLD."cleared_by_id", OLD."corrected_at", OLD."corrected_by_id", OLD."corrected_in", OLD."correction_note", OLD."created_at", OLD."created_by_id", OLD."disclosure", OLD."disclosure_basis", OLD."edited_at", OLD."edited_by_id", OLD."ends_at", OLD."id", OLD."kind", OLD."level", OLD."named_groups", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."publish_at", OLD."published_at", OLD."published_by_id", OLD."round", OLD."scheduled_at", OLD."scheduled_by_id", OLD."sent_back_reason", OLD."signed_at", OLD."signed_by_id", OLD."source_id", OLD."starts_at", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."unit_id", OLD."urgent_reason", OLD."versions_public", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;', hash='d2e4d82896ed59c9430079f716fcbf47caeddef4', operation='DELETE', pgid='pgtrigger_delete_delete_8dca5', table='disclosures_alert', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alertevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26fcfaf2594eb7e39bcc40be1f9ffc6dbc15275c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c8db', table='disclosures_alertevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='alertplan',
            constraint=models.UniqueConstraint(fields=('alert', 'document'), name='disclosures_alertplan_once'),
        ),
        operations.AddTrigger(
            model_name='alertplan',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='927e3925eb9711e08e2eaa6dd6544a484cb891c5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_e769d', table='disclosures_alertplan', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alertplan',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM disclosures_alert item\n                 WHERE item.id IN (OLD.alert_id, NEW.alert_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='f177f9677a713af0c8f4388f0419d41dbde73426', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_e420b', table='disclosures_alertplan', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='alertplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_alertplanevent" ("alert_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alert_id", NEW."document_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='f41d93f587334992858b7e8f3461faa646cd6d25', operation='INSERT', pgid='pgtrigger_insert_insert_bc41f', table='disclosures_alertplan', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alertplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_alertplanevent" ("alert_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alert_id", NEW."document_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='84b8c888e79a6dc3c7411b9357231a99cc603ea2', operation='UPDATE', pgid='pgtrigger_update_update_89244', table='disclosures_alertplan', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alertplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_alertplanevent" ("alert_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."alert_id", OLD."document_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='2c5bc9fa6512bcbc8acfc1a205894aa7f59024bd', operation='DELETE', pgid='pgtrigger_delete_delete_68b1e', table='disclosures_alertplan', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='alertplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='22fd7bf677eb5342a178d184819df59c5bcabbbb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84554', table='disclosures_alertplanevent', when='BEFORE')),
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
        operations.AddConstraint(
            model_name='columnfact',
            constraint=models.UniqueConstraint(fields=('column', 'name'), name='disclosures_columnfact_once'),
        ),
        operations.AddTrigger(
            model_name='columnfact',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='1cc49f7705fb4174053f4cca9143d57dd14f8e33', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_f69be', table='disclosures_columnfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='columnfact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_columnfactevent" ("column_id", "id", "kind", "measure", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required") VALUES (NEW."column_id", NEW."id", NEW."kind", NEW."measure", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."required"); RETURN NULL;', hash='243c04f67bad567459b7be9a062b24162a2bcf59', operation='INSERT', pgid='pgtrigger_insert_insert_e76a5', table='disclosures_columnfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='columnfact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_columnfactevent" ("column_id", "id", "kind", "measure", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required") VALUES (NEW."column_id", NEW."id", NEW."kind", NEW."measure", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."required"); RETURN NULL;', hash='237bf9fd369317fa8ddedca645ab070059d7df73', operation='UPDATE', pgid='pgtrigger_update_update_be077', table='disclosures_columnfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='columnfact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_columnfactevent" ("column_id", "id", "kind", "measure", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required") VALUES (OLD."column_id", OLD."id", OLD."kind", OLD."measure", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."required"); RETURN NULL;', hash='059b688f1708f950be9dfe4f0d409af75c5ee730', operation='DELETE', pgid='pgtrigger_delete_delete_d8bfd', table='disclosures_columnfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='columnfactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e0de054a77ea8b7cb34df8fed87d925b3b74238', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4d19d', table='disclosures_columnfactevent', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3ef5d7c6606f205d81603fab3a85a2aed011efef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35b0b', table='disclosures_entryevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='entryfact',
            constraint=models.UniqueConstraint(fields=('entry', 'fact'), name='disclosures_entryfact_once', violation_error_message='这个要素已经填过。'),
        ),
        operations.AddTrigger(
            model_name='entryfact',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='458d6fa0e32e5a89d20dacb13fcba4a797e0d8a8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_78dd9', table='disclosures_entryfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfact',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM disclosures_entry item\n                 WHERE item.id IN (OLD.entry_id, NEW.entry_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='29e46ccb3ad7998ae76c731bfd03c5e97ad99ab8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_813b2', table='disclosures_entryfact', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entryfact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_entryfactevent" ("entry_id", "fact_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."entry_id", NEW."fact_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;', hash='a449cd71aa762662abbcf36b00e7291cb9ea1df0', operation='INSERT', pgid='pgtrigger_insert_insert_79993', table='disclosures_entryfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_entryfactevent" ("entry_id", "fact_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."entry_id", NEW."fact_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;', hash='0930bd86a0a42d38eea2664cbf5c201fb7af9639', operation='UPDATE', pgid='pgtrigger_update_update_464c1', table='disclosures_entryfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_entryfactevent" ("entry_id", "fact_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."entry_id", OLD."fact_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;', hash='47d01006f09ca6ea0bcd1aad73f1029c50efa792', operation='DELETE', pgid='pgtrigger_delete_delete_d67dd', table='disclosures_entryfact', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='359c6fdc52a6d0fa6704dcf09fcd7ea98cb661eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d606d', table='disclosures_entryfactevent', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entryfile',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='56fb689fd05e5e8d35e556c1c972fc42fa934854', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_d3e49', table='disclosures_entryfile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfile',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM disclosures_entry item\n                 WHERE item.id IN (OLD.entry_id, NEW.entry_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='908936441f24f86a45a3336c1cb2c56bd5f70798', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_3021c', table='disclosures_entryfile', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entryfile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_entryfileevent" ("added_at", "entry_id", "file", "id", "kind", "mime", "name", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sha256", "size", "text_note", "title") VALUES (NEW."added_at", NEW."entry_id", NEW."file", NEW."id", NEW."kind", NEW."mime", NEW."name", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."sha256", NEW."size", NEW."text_note", NEW."title"); RETURN NULL;', hash='65cea7fb83e47db9ee04e9cf9709afed6adc6083', operation='INSERT', pgid='pgtrigger_insert_insert_e94ea', table='disclosures_entryfile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."mime" IS DISTINCT FROM (NEW."mime") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."text_note" IS DISTINCT FROM (NEW."text_note") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "disclosures_entryfileevent" ("added_at", "entry_id", "file", "id", "kind", "mime", "name", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sha256", "size", "text_note", "title") VALUES (NEW."added_at", NEW."entry_id", NEW."file", NEW."id", NEW."kind", NEW."mime", NEW."name", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."sha256", NEW."size", NEW."text_note", NEW."title"); RETURN NULL;', hash='4bc6b7258c71e57f93ed0efcf9b3baad342e08a4', operation='UPDATE', pgid='pgtrigger_update_update_46aab', table='disclosures_entryfile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_entryfileevent" ("added_at", "entry_id", "file", "id", "kind", "mime", "name", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sha256", "size", "text_note", "title") VALUES (OLD."added_at", OLD."entry_id", OLD."file", OLD."id", OLD."kind", OLD."mime", OLD."name", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."sha256", OLD."size", OLD."text_note", OLD."title"); RETURN NULL;', hash='a009e9d1e7600ba108ec1857876161e8afae329f', operation='DELETE', pgid='pgtrigger_delete_delete_2a133', table='disclosures_entryfile', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entryfileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1b602cbac0dbe799b981136b90f216f13f898fa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_53f1d', table='disclosures_entryfileevent', when='BEFORE')),
        ),
        operations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('entry', 'column'), name='disclosures_placement_once', violation_error_message='这条信息已经在这个栏目里。'),
        ),
        operations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n", hash='d54eb9523ce06a61c097fb3eda3739feade40e2c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_3ed56', table='disclosures_placement', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM disclosures_entry item\n                 WHERE item.id IN (OLD.entry_id, NEW.entry_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='d6dd9bd340bb3f13d01338c59891626bdd13eea9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_d4371', table='disclosures_placement', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_placementevent" ("column_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."column_id", NEW."entry_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='9b041fe6305e91593610be5c1466b4586c1511cd', operation='INSERT', pgid='pgtrigger_insert_insert_98b46', table='disclosures_placement', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_placementevent" ("column_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."column_id", NEW."entry_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='f30cbc21fe61ec97332d911b0e9fdcdaa4d90566', operation='UPDATE', pgid='pgtrigger_update_update_691e3', table='disclosures_placement', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_placementevent" ("column_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."column_id", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='df9097cee548a9ede0133f6be9605530cfd9e5f9', operation='DELETE', pgid='pgtrigger_delete_delete_d3aef', table='disclosures_placement', when='AFTER')),
        ),
        operations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['state', 'published_at'], name='disclosures_entry_newest'),
        ),
        operations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['publicity_until'], name='disclosures_entry_publicity'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), _connector='OR'), name='disclosures_entry_edited_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='disclosures_entry_submitted_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), models.Q(('cleared_at__isnull', True), ('cleared_by__isnull', True)), _connector='OR'), name='disclosures_entry_cleared_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False)), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='disclosures_entry_published_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), _connector='OR'), name='disclosures_entry_withdrawn_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), models.Q(('corrected_at__isnull', True), ('corrected_by__isnull', True)), _connector='OR'), name='disclosures_entry_corrected_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheduled_at__isnull', False), ('scheduled_by__isnull', False)), models.Q(('scheduled_at__isnull', True), ('scheduled_by__isnull', True)), _connector='OR'), name='disclosures_entry_scheduled_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), _connector='OR'), name='disclosures_entry_signed_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), ('submitted_at__isnull', False)), models.Q(models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), _negated=True), ('submitted_at__isnull', True)), _connector='OR'), name='disclosures_entry_submitted_first'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('cleared_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), models.Q(models.Q(('state__in', ['cleared', 'published', 'withdrawn']), _negated=True), ('cleared_at__isnull', True)), _connector='OR'), name='disclosures_entry_reviewed_first'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ['published', 'withdrawn'])), models.Q(models.Q(('state__in', ['published', 'withdrawn']), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='disclosures_entry_published_moment'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn']), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state__in', ['withdrawn']), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='disclosures_entry_withdrawn_moment'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawal_reason', ''), _negated=True), _connector='OR'), name='disclosures_entry_withdrawn_with_reason'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('corrected_at__isnull', True), models.Q(('correction_note', ''), _negated=True), _connector='OR'), name='disclosures_entry_corrected_with_note'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('cleared_by__isnull', True), models.Q(models.Q(('cleared_by', models.F('created_by')), _negated=True), models.Q(('cleared_by', models.F('submitted_by')), _negated=True), models.Q(('edited_by__isnull', True), models.Q(('cleared_by', models.F('edited_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_entry_reviewer_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure', 'public'), models.Q(('disclosure_basis', ''), _negated=True), _connector='OR'), name='disclosures_entry_not_public_with_basis'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('disclosure', 'public'), _connector='OR'), name='disclosures_entry_published_is_public'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure_basis', ''), models.Q(('disclosure', 'public'), ('disclosure_basis__in', ['19', '20-1', '20-2', '20-3', '20-4', '20-5', '20-6', '20-7', '20-8', '20-9', '20-10', '20-11', '20-12', '20-13', '20-14', '20-15', '21'])), models.Q(('disclosure', 'on_request'), ('disclosure_basis__in', ['27', '15'])), models.Q(('disclosure', 'closed'), ('disclosure_basis__in', ['14-1', '14-2', '14-3', '15', '16-1', '16-2', '16-3'])), _connector='OR'), name='disclosures_entry_basis_fits_disclosure'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), ('published_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('published_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('published_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('published_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_entry_publisher_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('urgent_reason', ''), _negated=True), ('published_by__isnull', True), ('cleared_by__isnull', True), models.Q(('published_by', models.F('cleared_by')), _negated=True), _connector='OR'), name='disclosures_entry_publisher_is_not_reviewer'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('urgent_reason', ''), ('published_at__isnull', False), _connector='OR'), name='disclosures_entry_urgent_is_public'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), models.Q(models.Q(('urgent_reason', ''), _negated=True), models.Q(('signed_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('signed_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('signed_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('signed_by', models.F('submitted_by')), _negated=True), _connector='OR'), models.Q(('cleared_by__isnull', True), models.Q(('signed_by', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('published_by__isnull', True), models.Q(('signed_by', models.F('published_by')), _negated=True), _connector='OR')), _connector='OR')), _connector='OR'), name='disclosures_entry_signed_by_a_second'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('scheduled_at__isnull', True), models.Q(('publish_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), _connector='OR'), name='disclosures_entry_scheduled_after_review'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'group'), ('published_at__isnull', True)), models.Q(('audience', 'group'), ('named_groups__len__gt', 0)), models.Q(('audience', 'everyone'), ('named_groups', [])), _connector='OR'), name='disclosures_entry_groups_of_directed'),
        ),
        operations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publicity_from__isnull', True), ('publicity_until__isnull', True)), models.Q(('publicity_from__isnull', False), ('publicity_until__gte', models.F('publicity_from'))), _connector='OR'), name='disclosures_entry_publicity_in_order', violation_error_message='公示期要同时写明开始和截止，截止不早于开始。'),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='d448af8f74291da8222ef881b0ea6133ed1cdfb9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_ffcba', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='known_groups', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."named_groups" <> \'{}\')', func="\n            IF EXISTS (SELECT unnest(NEW.named_groups) EXCEPT SELECT id FROM portal_disclosuregroup) THEN\n                RAISE EXCEPTION '% names a group that does not exist', TG_TABLE_NAME\n                    USING ERRCODE = 'foreign_key_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='8d8ee838213bd07742690c20279ac9c229c338f3', operation='INSERT OR UPDATE OF "named_groups"', pgid='pgtrigger_known_groups_73307', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='cleared_by_review', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'cleared\' AND NEW."state" = \'cleared\' AND NEW."source_id" IS NULL)', func="\n    IF NOT EXISTS (\n        SELECT 1 FROM portal_review review JOIN django_content_type type ON type.id = review.content_type_id\n         WHERE type.app_label || '_' || type.model = TG_TABLE_NAME AND review.object_id = NEW.id\n           AND review.round = NEW.round AND review.conclusion = 'passed' AND review.reviewer_id = NEW.cleared_by_id\n    ) THEN\n        RAISE EXCEPTION '% is cleared by a passing review of this round', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    RETURN NEW;\n", hash='4f97b953ccca2661bae15634ea7c25d4e71ac7ee', operation='UPDATE', pgid='pgtrigger_cleared_by_review_7f7e2', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='round_counts_submissions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."round" <> OLD."round" + (OLD."state" = \'draft\' AND NEW."state" = \'submitted\')::int)', func="RAISE EXCEPTION 'the round of % counts its submissions', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='d5c0ae8d6aa57ce824c2acc6deda900487db9d00', operation='UPDATE', pgid='pgtrigger_round_counts_submissions_fd792', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='871188bd53a85d2ae18d002ea0e2a2f8ffb89707', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_2fb61', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='signature_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."signed_at" IS NOT NULL AND (OLD."signed_at" IS DISTINCT FROM NEW."signed_at" OR OLD."signed_by_id" IS DISTINCT FROM NEW."signed_by_id"))', func="RAISE EXCEPTION 'the second signature of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='19684a9792828ee9dc8c1ccb14729fc6b7e25e98', operation='UPDATE', pgid='pgtrigger_signature_is_fixed_2f16d', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='state_machine', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,submitted:cleared,submitted:draft,cleared:draft,cleared:published,published:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='64dfb8db497a040b9ec899ac5670eac42ad727cb', operation='UPDATE', pgid='pgtrigger_state_machine_25019', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='starts_as_draft', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."source_id" IS NULL AND NEW."state" <> \'draft\')', func="RAISE EXCEPTION 'a new row of % starts as a draft', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='74edff869c176a53e2ec1f11e9caad95db6249c3', operation='INSERT', pgid='pgtrigger_starts_as_draft_9c095', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='keep_what_was_public', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION '% keeps what was once public', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='c48c06ea2ae972fce5e94b67e9c7b9ccfb821c8f', operation='DELETE', pgid='pgtrigger_keep_what_was_public_bafd5', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='origin_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM NEW."created_at" OR OLD."created_by_id" IS DISTINCT FROM NEW."created_by_id" OR OLD."source_id" IS DISTINCT FROM NEW."source_id")', func="RAISE EXCEPTION 'author and origin of % are fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='2ed9c463fd9890c5947531fffcdd039dd255a32c', operation='UPDATE', pgid='pgtrigger_origin_is_fixed_f4169', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='stamps_move_with_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = NEW."state" AND (OLD."submitted_at" IS DISTINCT FROM NEW."submitted_at" OR OLD."submitted_by_id" IS DISTINCT FROM NEW."submitted_by_id" OR OLD."cleared_at" IS DISTINCT FROM NEW."cleared_at" OR OLD."cleared_by_id" IS DISTINCT FROM NEW."cleared_by_id" OR OLD."published_at" IS DISTINCT FROM NEW."published_at" OR OLD."published_by_id" IS DISTINCT FROM NEW."published_by_id" OR OLD."withdrawn_at" IS DISTINCT FROM NEW."withdrawn_at" OR OLD."withdrawn_by_id" IS DISTINCT FROM NEW."withdrawn_by_id" OR OLD."urgent_reason" IS DISTINCT FROM NEW."urgent_reason"))', func="RAISE EXCEPTION 'who and when of % change only with its state', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='a16eb4644d3f9f7b196e06a3d72f9b4b6dbe4cfd', operation='UPDATE', pgid='pgtrigger_stamps_move_with_state_78c48', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='publication_moment_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND OLD."published_at" IS DISTINCT FROM NEW."published_at")', func="RAISE EXCEPTION 'the moment of publication of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='0fb5ccdcee5875f8162064d087298b0d03476ca8', operation='UPDATE', pgid='pgtrigger_publication_moment_is_fixed_882ce', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (TG_OP <> 'DELETE' AND NEW.state = 'published') OR (TG_OP <> 'INSERT' AND OLD.state = 'published') THEN\n                \n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n\n            END IF;\n            RETURN NULL;\n        ", hash='205779b94dd2d3b41db1f3954174828fd99ffafb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_346f2', table='disclosures_entry', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='leave_search', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'DELETE' OR OLD.state = 'published'\n               AND (NEW.state <> 'published' OR NEW.disclosure <> 'public' OR NEW.audience <> 'everyone') THEN\n                DELETE FROM portal_searchentry WHERE kind = TG_TABLE_NAME AND object_id = OLD.id;\n            END IF;\n            RETURN NULL;\n        ", hash='6579d830b8c65ab66f495d074a86af18f92c2c23', operation='UPDATE OR DELETE', pgid='pgtrigger_leave_search_122bd', table='disclosures_entry', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='content_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'draft\' AND (OLD."title" IS DISTINCT FROM NEW."title" OR OLD."summary" IS DISTINCT FROM NEW."summary" OR OLD."keywords" IS DISTINCT FROM NEW."keywords" OR OLD."written_on" IS DISTINCT FROM NEW."written_on" OR OLD."source" IS DISTINCT FROM NEW."source" OR OLD."body" IS DISTINCT FROM NEW."body" OR OLD."publicity_from" IS DISTINCT FROM NEW."publicity_from" OR OLD."publicity_until" IS DISTINCT FROM NEW."publicity_until" OR OLD."unit_id" IS DISTINCT FROM NEW."unit_id" OR OLD."disclosure" IS DISTINCT FROM NEW."disclosure" OR OLD."disclosure_basis" IS DISTINCT FROM NEW."disclosure_basis" OR OLD."audience" IS DISTINCT FROM NEW."audience" OR OLD."named_groups" IS DISTINCT FROM NEW."named_groups"))', func="\n            IF OLD.state = 'published' AND NEW.state = 'published' AND NEW.correction_note <> ''\n               AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'content of % is frozen: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                USING ERRCODE = 'restrict_violation';\n        ", hash='0ebc3a1baacafec2d4fad4d8f70d621fcb871dc6', operation='UPDATE', pgid='pgtrigger_content_frozen_3365f', table='disclosures_entry', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_entryevent" ("audience", "body", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "id", "keywords", "named_groups", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicity_from", "publicity_until", "publish_at", "published_at", "published_by_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "written_on") VALUES (NEW."audience", NEW."body", NEW."cleared_at", NEW."cleared_by_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."keywords", NEW."named_groups", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publicity_from", NEW."publicity_until", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."written_on"); RETURN NULL;', hash='31ae726491a89dcb8f0f86a679a2ae6c49e9da29', operation='INSERT', pgid='pgtrigger_entry_insert_b65ce', table='disclosures_entry', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_entryevent" ("audience", "body", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "id", "keywords", "named_groups", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicity_from", "publicity_until", "publish_at", "published_at", "published_by_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "written_on") VALUES (NEW."audience", NEW."body", NEW."cleared_at", NEW."cleared_by_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."keywords", NEW."named_groups", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publicity_from", NEW."publicity_until", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."written_on"); RETURN NULL;', hash='fa72984af27988f8b4568ad92508d3edca332705', operation='UPDATE', pgid='pgtrigger_update_update_bbeb5', table='disclosures_entry', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_entryevent" ("audience", "body", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "id", "keywords", "named_groups", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicity_from", "publicity_until", "publish_at", "published_at", "published_by_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "written_on") VALUES (OLD."audience", OLD."body", OLD."cleared_at", OLD."cleared_by_id", OLD."corrected_at", OLD."corrected_by_id", OLD."corrected_in", OLD."correction_note", OLD."created_at", OLD."created_by_id", OLD."disclosure", OLD."disclosure_basis", OLD."edited_at", OLD."edited_by_id", OLD."id", OLD."keywords", OLD."named_groups", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publicity_from", OLD."publicity_until", OLD."publish_at", OLD."published_at", OLD."published_by_id", OLD."round", OLD."scheduled_at", OLD."scheduled_by_id", OLD."sent_back_reason", OLD."signed_at", OLD."signed_by_id", OLD."source", OLD."source_id", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."summary", OLD."title", OLD."unit_id", OLD."urgent_reason", OLD."versions_public", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."written_on"); RETURN NULL;', hash='82be5fabc4a604fbd7744734a4d87a33e599d2d9', operation='DELETE', pgid='pgtrigger_delete_delete_a468c', table='disclosures_entry', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='placementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a7f8010a3257e20e10756ae5ab185bfd34469a9c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e3903', table='disclosures_placementevent', when='BEFORE')),
        ),
    ]
