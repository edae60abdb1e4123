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
        ('disclosures', '0002_seed'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('portal', '0002_seed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        operations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='文件SHA-256')),
                ('imported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='导入时间')),
                ('standing', models.CharField(choices=[('waiting', '待确认'), ('confirmed', '已确认'), ('rejected', '已退回'), ('replaced', '已修订')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='确认时间')),
                ('rejection', models.CharField(blank=True, editable=False, max_length=300, verbose_name='退回原因')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('imported_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
            ],
            options={
                'verbose_name': '数据批次',
                'verbose_name_plural': '数据批次',
            },
        ),
        operations.CreateModel(
            name='Indicator',
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
                ('code', models.SlugField(help_text='网址的一段，公开后不再改，例：pm25。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='指标代码')),
                ('theme', models.CharField(choices=[('1-air', '空气'), ('2-water', '水'), ('3-green', '森林和湿地'), ('4-produce', '绿色农产品'), ('5-carbon', '节能低碳'), ('9-other', '其他')], default='9-other', max_length=10, verbose_name='主题')),
                ('summary', models.CharField(blank=True, help_text='一两句话，不用专业词。', max_length=300, verbose_name='指标含义')),
                ('measure', models.CharField(help_text='例：微克/立方米、%、天。', max_length=20, verbose_name='计量单位')),
                ('precision', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(4)], verbose_name='小数位数')),
                ('period', models.CharField(choices=[('hour', '小时'), ('day', '日'), ('month', '月'), ('quarter', '季'), ('year', '年')], default='month', max_length=10, verbose_name='数据周期')),
                ('headline', models.CharField(choices=[('hour', '小时'), ('day', '日'), ('month', '月'), ('quarter', '季'), ('year', '年')], default='year', help_text='首屏显示和对照目标的周期，不短于数据周期。', max_length=10, verbose_name='主要周期')),
                ('method', models.CharField(choices=[('mean', '平均'), ('sum', '合计'), ('last', '取期末值')], default='mean', max_length=10, verbose_name='汇总方法')),
                ('direction', models.CharField(choices=[('up', '越高越好'), ('down', '越低越好'), ('none', '不分好坏')], default='none', max_length=10, verbose_name='方向')),
                ('target', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='目标值')),
                ('target_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='目标年份')),
                ('release_days', models.PositiveSmallIntegerField(default=30, help_text='每期结束后多少天内公布，用来推算下次更新。', verbose_name='公布期限（天）')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='数据来源')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='统计口径')),
                ('key', models.BooleanField(default=True, help_text='显示在“生态岛重点指标”页。', verbose_name='重点指标')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('cleared_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('column', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='disclosures.column', verbose_name='所在栏目')),
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
                'verbose_name': '指标',
                'verbose_name_plural': '指标',
                'abstract': False,
            },
        ),
        operations.CreateModel(
            name='BatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='文件SHA-256')),
                ('imported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='导入时间')),
                ('standing', models.CharField(choices=[('waiting', '待确认'), ('confirmed', '已确认'), ('rejected', '已退回'), ('replaced', '已修订')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='确认时间')),
                ('rejection', models.CharField(blank=True, editable=False, max_length=300, verbose_name='退回原因')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('imported_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.batch')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.indicator', verbose_name='指标')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='disclosures.indicator', verbose_name='指标'),
        ),
        operations.CreateModel(
            name='IndicatorEvent',
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
                ('code', models.SlugField(db_index=False, help_text='网址的一段，公开后不再改，例：pm25。', max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', '只用小写字母、数字和短横。')], verbose_name='指标代码')),
                ('theme', models.CharField(choices=[('1-air', '空气'), ('2-water', '水'), ('3-green', '森林和湿地'), ('4-produce', '绿色农产品'), ('5-carbon', '节能低碳'), ('9-other', '其他')], default='9-other', max_length=10, verbose_name='主题')),
                ('summary', models.CharField(blank=True, help_text='一两句话，不用专业词。', max_length=300, verbose_name='指标含义')),
                ('measure', models.CharField(help_text='例：微克/立方米、%、天。', max_length=20, verbose_name='计量单位')),
                ('precision', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(4)], verbose_name='小数位数')),
                ('period', models.CharField(choices=[('hour', '小时'), ('day', '日'), ('month', '月'), ('quarter', '季'), ('year', '年')], default='month', max_length=10, verbose_name='数据周期')),
                ('headline', models.CharField(choices=[('hour', '小时'), ('day', '日'), ('month', '月'), ('quarter', '季'), ('year', '年')], default='year', help_text='首屏显示和对照目标的周期，不短于数据周期。', max_length=10, verbose_name='主要周期')),
                ('method', models.CharField(choices=[('mean', '平均'), ('sum', '合计'), ('last', '取期末值')], default='mean', max_length=10, verbose_name='汇总方法')),
                ('direction', models.CharField(choices=[('up', '越高越好'), ('down', '越低越好'), ('none', '不分好坏')], default='none', max_length=10, verbose_name='方向')),
                ('target', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='目标值')),
                ('target_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='目标年份')),
                ('release_days', models.PositiveSmallIntegerField(default=30, help_text='每期结束后多少天内公布，用来推算下次更新。', verbose_name='公布期限（天）')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='数据来源')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='统计口径')),
                ('key', models.BooleanField(default=True, help_text='显示在“生态岛重点指标”页。', verbose_name='重点指标')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                ('column', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosures.column', verbose_name='所在栏目')),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('edited_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后编辑人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosures.indicator')),
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
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时期')),
                ('value', models.DecimalField(decimal_places=6, max_digits=20, verbose_name='数值')),
                ('revision', models.PositiveSmallIntegerField(default=0, verbose_name='修订次数')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='修订原因')),
                ('standing', models.CharField(choices=[('waiting', '待确认'), ('confirmed', '已确认'), ('rejected', '已退回'), ('replaced', '已修订')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='disclosures.batch', verbose_name='批次')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='disclosures.indicator', verbose_name='指标')),
            ],
            options={
                'verbose_name': '观测值',
                'verbose_name_plural': '观测值',
            },
        ),
        operations.AddIndex(
            model_name='indicator',
            index=models.Index(fields=['state', 'theme', 'position'], name='disclosures_indicator_themes'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), _connector='OR'), name='disclosures_indicator_edited_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='disclosures_indicator_submitted_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), models.Q(('cleared_at__isnull', True), ('cleared_by__isnull', True)), _connector='OR'), name='disclosures_indicator_cleared_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False)), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='disclosures_indicator_published_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), _connector='OR'), name='disclosures_indicator_withdrawn_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), models.Q(('corrected_at__isnull', True), ('corrected_by__isnull', True)), _connector='OR'), name='disclosures_indicator_corrected_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheduled_at__isnull', False), ('scheduled_by__isnull', False)), models.Q(('scheduled_at__isnull', True), ('scheduled_by__isnull', True)), _connector='OR'), name='disclosures_indicator_scheduled_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), _connector='OR'), name='disclosures_indicator_signed_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), ('submitted_at__isnull', False)), models.Q(models.Q(('state__in', ['submitted', 'cleared', 'published', 'withdrawn']), _negated=True), ('submitted_at__isnull', True)), _connector='OR'), name='disclosures_indicator_submitted_first'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('cleared_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), models.Q(models.Q(('state__in', ['cleared', 'published', 'withdrawn']), _negated=True), ('cleared_at__isnull', True)), _connector='OR'), name='disclosures_indicator_reviewed_first'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ['published', 'withdrawn'])), models.Q(models.Q(('state__in', ['published', 'withdrawn']), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='disclosures_indicator_published_moment'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn']), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state__in', ['withdrawn']), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='disclosures_indicator_withdrawn_moment'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawal_reason', ''), _negated=True), _connector='OR'), name='disclosures_indicator_withdrawn_with_reason'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('corrected_at__isnull', True), models.Q(('correction_note', ''), _negated=True), _connector='OR'), name='disclosures_indicator_corrected_with_note'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('cleared_by__isnull', True), models.Q(models.Q(('cleared_by', models.F('created_by')), _negated=True), models.Q(('cleared_by', models.F('submitted_by')), _negated=True), models.Q(('edited_by__isnull', True), models.Q(('cleared_by', models.F('edited_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_indicator_reviewer_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure', 'public'), models.Q(('disclosure_basis', ''), _negated=True), _connector='OR'), name='disclosures_indicator_not_public_with_basis'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('disclosure', 'public'), _connector='OR'), name='disclosures_indicator_published_is_public'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure_basis', ''), models.Q(('disclosure', 'public'), ('disclosure_basis__in', ['19', '20-1', '20-2', '20-3', '20-4', '20-5', '20-6', '20-7', '20-8', '20-9', '20-10', '20-11', '20-12', '20-13', '20-14', '20-15', '21'])), models.Q(('disclosure', 'on_request'), ('disclosure_basis__in', ['27', '15'])), models.Q(('disclosure', 'closed'), ('disclosure_basis__in', ['14-1', '14-2', '14-3', '15', '16-1', '16-2', '16-3'])), _connector='OR'), name='disclosures_indicator_basis_fits_disclosure'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), ('published_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('published_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('published_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('published_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='disclosures_indicator_publisher_is_not_author'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('source_id__isnull', False), models.Q(('urgent_reason', ''), _negated=True), ('published_by__isnull', True), ('cleared_by__isnull', True), models.Q(('published_by', models.F('cleared_by')), _negated=True), _connector='OR'), name='disclosures_indicator_publisher_is_not_reviewer'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('urgent_reason', ''), ('published_at__isnull', False), _connector='OR'), name='disclosures_indicator_urgent_is_public'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), models.Q(models.Q(('urgent_reason', ''), _negated=True), models.Q(('signed_by__isnull', True), models.Q(models.Q(('created_by__isnull', True), models.Q(('signed_by', models.F('created_by')), _negated=True), _connector='OR'), models.Q(('edited_by__isnull', True), models.Q(('signed_by', models.F('edited_by')), _negated=True), _connector='OR'), models.Q(('submitted_by__isnull', True), models.Q(('signed_by', models.F('submitted_by')), _negated=True), _connector='OR'), models.Q(('cleared_by__isnull', True), models.Q(('signed_by', models.F('cleared_by')), _negated=True), _connector='OR'), models.Q(('published_by__isnull', True), models.Q(('signed_by', models.F('published_by')), _negated=True), _connector='OR')), _connector='OR')), _connector='OR'), name='disclosures_indicator_signed_by_a_second'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('scheduled_at__isnull', True), models.Q(('publish_at__isnull', False), ('state__in', ['cleared', 'published', 'withdrawn'])), _connector='OR'), name='disclosures_indicator_scheduled_after_review'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'group'), ('published_at__isnull', True)), models.Q(('audience', 'group'), ('named_groups__len__gt', 0)), models.Q(('audience', 'everyone'), ('named_groups', [])), _connector='OR'), name='disclosures_indicator_groups_of_directed'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('precision__lte', 4)), name='disclosures_indicator_precision', violation_error_message='小数位数最多4位。'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('direction', 'none'), _negated=True), _connector='OR'), name='disclosures_indicator_target_has_direction', violation_error_message='有目标值的指标要写明越高越好还是越低越好。'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('target_year__isnull', True), ('target__isnull', False), _connector='OR'), name='disclosures_indicator_year_of_target', violation_error_message='写了目标年份，也要写目标值。'),
        ),
        operations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('headline__in', ['hour', 'day', 'month', 'quarter', 'year']), ('period', 'hour')), models.Q(('headline__in', ['day', 'month', 'quarter', 'year']), ('period', 'day')), models.Q(('headline__in', ['month', 'quarter', 'year']), ('period', 'month')), models.Q(('headline__in', ['quarter', 'year']), ('period', 'quarter')), models.Q(('headline__in', ['year']), ('period', 'year')), _connector='OR'), name='disclosures_indicator_headline_not_shorter', violation_error_message='主要周期不能短于数据周期。'),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='245c06c62ce941b5e6fa76849610ef9403ac8ddf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_a3795', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='known_groups', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."named_groups" <> \'{}\')', func="\n            IF EXISTS (SELECT unnest(NEW.named_groups) EXCEPT SELECT id FROM portal_disclosuregroup) THEN\n                RAISE EXCEPTION '% names a group that does not exist', TG_TABLE_NAME\n                    USING ERRCODE = 'foreign_key_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='fc3885e25132fc621f2f57777c7f8c575c1b9af5', operation='INSERT OR UPDATE OF "named_groups"', pgid='pgtrigger_known_groups_2bc1b', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='cleared_by_review', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'cleared\' AND NEW."state" = \'cleared\' AND NEW."source_id" IS NULL)', func="\n    IF NOT EXISTS (\n        SELECT 1 FROM portal_review review JOIN django_content_type type ON type.id = review.content_type_id\n         WHERE type.app_label || '_' || type.model = TG_TABLE_NAME AND review.object_id = NEW.id\n           AND review.round = NEW.round AND review.conclusion = 'passed' AND review.reviewer_id = NEW.cleared_by_id\n    ) THEN\n        RAISE EXCEPTION '% is cleared by a passing review of this round', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    RETURN NEW;\n", hash='addfc0140cafcfe0efdc4d6bbb200119d54396de', operation='UPDATE', pgid='pgtrigger_cleared_by_review_a724e', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='round_counts_submissions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."round" <> OLD."round" + (OLD."state" = \'draft\' AND NEW."state" = \'submitted\')::int)', func="RAISE EXCEPTION 'the round of % counts its submissions', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='89d52d68f9f917f0d8f28fd5bb74267e231a3204', operation='UPDATE', pgid='pgtrigger_round_counts_submissions_8d096', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='1a138213cabde91e6e16d1a1c5d000460e57bb82', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_33256', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='signature_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."signed_at" IS NOT NULL AND (OLD."signed_at" IS DISTINCT FROM NEW."signed_at" OR OLD."signed_by_id" IS DISTINCT FROM NEW."signed_by_id"))', func="RAISE EXCEPTION 'the second signature of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='954a58dfc8739cf186dd1963bde38395fa2f35f8', operation='UPDATE', pgid='pgtrigger_signature_is_fixed_c8ea3', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='state_machine', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,submitted:cleared,submitted:draft,cleared:draft,cleared:published,published:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='4fb7514d18de32034f1f944041adfb711ba49d9a', operation='UPDATE', pgid='pgtrigger_state_machine_f453b', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='starts_as_draft', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."source_id" IS NULL AND NEW."state" <> \'draft\')', func="RAISE EXCEPTION 'a new row of % starts as a draft', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='a864170c8d17b3a95573aa0c88ae1bc38eeed6e1', operation='INSERT', pgid='pgtrigger_starts_as_draft_3a8a6', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='keep_what_was_public', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION '% keeps what was once public', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='e1db00ad5aa81a47de91e29d08acbadf9ea21f7a', operation='DELETE', pgid='pgtrigger_keep_what_was_public_3e6d6', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='origin_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM NEW."created_at" OR OLD."created_by_id" IS DISTINCT FROM NEW."created_by_id" OR OLD."source_id" IS DISTINCT FROM NEW."source_id")', func="RAISE EXCEPTION 'author and origin of % are fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='39191d7ec820b5dd47178168596091f4b16a07ae', operation='UPDATE', pgid='pgtrigger_origin_is_fixed_a6091', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='stamps_move_with_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = NEW."state" AND (OLD."submitted_at" IS DISTINCT FROM NEW."submitted_at" OR OLD."submitted_by_id" IS DISTINCT FROM NEW."submitted_by_id" OR OLD."cleared_at" IS DISTINCT FROM NEW."cleared_at" OR OLD."cleared_by_id" IS DISTINCT FROM NEW."cleared_by_id" OR OLD."published_at" IS DISTINCT FROM NEW."published_at" OR OLD."published_by_id" IS DISTINCT FROM NEW."published_by_id" OR OLD."withdrawn_at" IS DISTINCT FROM NEW."withdrawn_at" OR OLD."withdrawn_by_id" IS DISTINCT FROM NEW."withdrawn_by_id" OR OLD."urgent_reason" IS DISTINCT FROM NEW."urgent_reason"))', func="RAISE EXCEPTION 'who and when of % change only with its state', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='27d1b5d2f76009e49c8c8fac81805a28fe2ff4ac', operation='UPDATE', pgid='pgtrigger_stamps_move_with_state_3c0a0', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='publication_moment_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND OLD."published_at" IS DISTINCT FROM NEW."published_at")', func="RAISE EXCEPTION 'the moment of publication of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';", hash='23981e3c37ab4dce74270fb33c1a2ec47192f612', operation='UPDATE', pgid='pgtrigger_publication_moment_is_fixed_b2db9', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='bump_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (TG_OP <> 'DELETE' AND NEW.state = 'published') OR (TG_OP <> 'INSERT' AND OLD.state = 'published') THEN\n                \n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n\n            END IF;\n            RETURN NULL;\n        ", hash='ea40a57574267efc26297dcdda61bf01f083aa1b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_bump_version_b6cff', table='disclosures_indicator', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='leave_search', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'DELETE' OR OLD.state = 'published'\n               AND (NEW.state <> 'published' OR NEW.disclosure <> 'public' OR NEW.audience <> 'everyone') THEN\n                DELETE FROM portal_searchentry WHERE kind = TG_TABLE_NAME AND object_id = OLD.id;\n            END IF;\n            RETURN NULL;\n        ", hash='e65ee4e9e17327f449f0226d3106f58f35ed78a4', operation='UPDATE OR DELETE', pgid='pgtrigger_leave_search_c5d77', table='disclosures_indicator', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='content_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'draft\' AND (OLD."title" IS DISTINCT FROM NEW."title" OR OLD."code" IS DISTINCT FROM NEW."code" OR OLD."theme" IS DISTINCT FROM NEW."theme" OR OLD."column_id" IS DISTINCT FROM NEW."column_id" OR OLD."summary" IS DISTINCT FROM NEW."summary" OR OLD."measure" IS DISTINCT FROM NEW."measure" OR OLD."precision" IS DISTINCT FROM NEW."precision" OR OLD."period" IS DISTINCT FROM NEW."period" OR OLD."headline" IS DISTINCT FROM NEW."headline" OR OLD."method" IS DISTINCT FROM NEW."method" OR OLD."direction" IS DISTINCT FROM NEW."direction" OR OLD."target" IS DISTINCT FROM NEW."target" OR OLD."target_year" IS DISTINCT FROM NEW."target_year" OR OLD."release_days" IS DISTINCT FROM NEW."release_days" OR OLD."source" IS DISTINCT FROM NEW."source" OR OLD."note" IS DISTINCT FROM NEW."note" OR OLD."key" IS DISTINCT FROM NEW."key" OR OLD."position" IS DISTINCT FROM NEW."position" OR OLD."unit_id" IS DISTINCT FROM NEW."unit_id" OR OLD."disclosure" IS DISTINCT FROM NEW."disclosure" OR OLD."disclosure_basis" IS DISTINCT FROM NEW."disclosure_basis" OR OLD."audience" IS DISTINCT FROM NEW."audience" OR OLD."named_groups" IS DISTINCT FROM NEW."named_groups"))', func="\n            IF OLD.state = 'published' AND NEW.state = 'published' AND NEW.correction_note <> ''\n               AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'content of % is frozen: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                USING ERRCODE = 'restrict_violation';\n        ", hash='98f29ffdcf73a44f1132955faae5ffbb5ed74799', operation='UPDATE', pgid='pgtrigger_content_frozen_945c4', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='period_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."period" IS DISTINCT FROM NEW."period")', func="\n        IF EXISTS (SELECT 1 FROM disclosures_observation WHERE indicator_id = OLD.id) THEN\n            RAISE EXCEPTION 'an indicator with values keeps its period' USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='79275c9d9a66986a3207dad752332080d60d51ab', operation='UPDATE', pgid='pgtrigger_period_kept_78ceb', table='disclosures_indicator', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='indicator_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_indicatorevent" ("audience", "cleared_at", "cleared_by_id", "code", "column_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "direction", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "headline", "id", "key", "measure", "method", "named_groups", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "precision", "publish_at", "published_at", "published_by_id", "release_days", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "target", "target_year", "theme", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."audience", NEW."cleared_at", NEW."cleared_by_id", NEW."code", NEW."column_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."direction", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."headline", NEW."id", NEW."key", NEW."measure", NEW."method", NEW."named_groups", NEW."note", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."precision", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."release_days", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."target", NEW."target_year", NEW."theme", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='0654df912d3770949e07e6fb3d873569ff4a3103', operation='INSERT', pgid='pgtrigger_indicator_insert_d69c1', table='disclosures_indicator', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='indicator_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_indicatorevent" ("audience", "cleared_at", "cleared_by_id", "code", "column_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "direction", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "headline", "id", "key", "measure", "method", "named_groups", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "precision", "publish_at", "published_at", "published_by_id", "release_days", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "target", "target_year", "theme", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."audience", NEW."cleared_at", NEW."cleared_by_id", NEW."code", NEW."column_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."direction", NEW."disclosure", NEW."disclosure_basis", NEW."edited_at", NEW."edited_by_id", NEW."headline", NEW."id", NEW."key", NEW."measure", NEW."method", NEW."named_groups", NEW."note", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."precision", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."release_days", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."target", NEW."target_year", NEW."theme", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='a90fef872131cd27a138e963be1088ebcd3364be', operation='UPDATE', pgid='pgtrigger_indicator_update_b97c8', table='disclosures_indicator', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='indicator_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_indicatorevent" ("audience", "cleared_at", "cleared_by_id", "code", "column_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "direction", "disclosure", "disclosure_basis", "edited_at", "edited_by_id", "headline", "id", "key", "measure", "method", "named_groups", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "precision", "publish_at", "published_at", "published_by_id", "release_days", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source", "source_id", "state", "submitted_at", "submitted_by_id", "summary", "target", "target_year", "theme", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."audience", OLD."cleared_at", OLD."cleared_by_id", OLD."code", OLD."column_id", OLD."corrected_at", OLD."corrected_by_id", OLD."corrected_in", OLD."correction_note", OLD."created_at", OLD."created_by_id", OLD."direction", OLD."disclosure", OLD."disclosure_basis", OLD."edited_at", OLD."edited_by_id", OLD."headline", OLD."id", OLD."key", OLD."measure", OLD."method", OLD."named_groups", OLD."note", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."precision", OLD."publish_at", OLD."published_at", OLD."published_by_id", OLD."release_days", OLD."round", OLD."scheduled_at", OLD."scheduled_by_id", OLD."sent_back_reason", OLD."signed_at", OLD."signed_by_id", OLD."source", OLD."source_id", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."summary", OLD."target", OLD."target_year", OLD."theme", OLD."title", OLD."unit_id", OLD."urgent_reason", OLD."versions_public", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;', hash='3eeca88a073f512bfa5b1d65701838dd1402cc06', operation='DELETE', pgid='pgtrigger_indicator_delete_507e1', table='disclosures_indicator', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='batchevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec326c1391db4a830c2047fcbfeeecd42c2c59d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1261', table='disclosures_batchevent', when='BEFORE')),
        ),
        operations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['standing', 'imported_at'], name='disclosures_batch_waiting'),
        ),
        operations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('standing', 'waiting')), models.Q(models.Q(('standing', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='disclosures_batch_decided_who_and_when'),
        ),
        operations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('standing', 'confirmed'), _negated=True), models.Q(('decided_by', models.F('imported_by')), _negated=True), _connector='OR'), name='disclosures_batch_confirmed_by_a_second', violation_error_message='导入人不能确认自己导入的数据。'),
        ),
        operations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'rejected'), models.Q(('rejection', ''), _negated=True)), models.Q(models.Q(('standing', 'rejected'), _negated=True), ('rejection', '')), _connector='OR'), name='disclosures_batch_rejected_with_reason'),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='fef1ff7eeb59b6ca7b87245ebe8502da046c0624', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_8f0d3', table='disclosures_batch', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b67fab23754b94c8e9b814d1da9521d733e4cc43', operation='DELETE', pgid='pgtrigger_kept_dad59', table='disclosures_batch', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='starts_waiting', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."standing" <> \'waiting\')', func="RAISE EXCEPTION 'a batch starts unconfirmed' USING ERRCODE = 'restrict_violation';", hash='2fdf45495a211baf0abb9cebc7a72ce1dcf7fdff', operation='INSERT', pgid='pgtrigger_starts_waiting_19a6d', table='disclosures_batch', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."standing" <> \'waiting\' OR OLD."indicator_id" <> NEW."indicator_id" OR OLD."imported_by_id" <> NEW."imported_by_id" OR OLD."imported_at" <> NEW."imported_at")', func="RAISE EXCEPTION 'a batch is decided once' USING ERRCODE = 'restrict_violation';", hash='1ef602622e6310e2924fcebba1b91c038560693e', operation='UPDATE', pgid='pgtrigger_decided_once_b8173', table='disclosures_batch', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='carries_its_values', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."standing" <> NEW."standing")', func="\n                    UPDATE disclosures_observation SET standing = NEW.standing WHERE batch_id = NEW.id;\n                    UPDATE disclosures_observation earlier SET standing = 'replaced' FROM disclosures_observation later\n                     WHERE NEW.standing = 'confirmed' AND later.batch_id = NEW.id AND later.revision > 0\n                       AND earlier.indicator_id = later.indicator_id AND earlier.at = later.at\n                       AND earlier.revision < later.revision AND earlier.standing = 'confirmed';\n                    \n    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN\n        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();\n        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);\n    END IF;\n    RETURN NULL;\n\n                ", hash='c99df43079a66688fbac1e7124159ab4c3b47e39', operation='UPDATE', pgid='pgtrigger_carries_its_values_03604', table='disclosures_batch', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='batch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_batchevent" ("decided_at", "decided_by_id", "file_name", "id", "imported_at", "imported_by_id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rejection", "sha256", "standing") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."file_name", NEW."id", NEW."imported_at", NEW."imported_by_id", NEW."indicator_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rejection", NEW."sha256", NEW."standing"); RETURN NULL;', hash='23a0e61f4cd8cee77861cff8a2f2420f00cba56f', operation='INSERT', pgid='pgtrigger_batch_insert_43d50', table='disclosures_batch', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='batch_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "disclosures_batchevent" ("decided_at", "decided_by_id", "file_name", "id", "imported_at", "imported_by_id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rejection", "sha256", "standing") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."file_name", NEW."id", NEW."imported_at", NEW."imported_by_id", NEW."indicator_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rejection", NEW."sha256", NEW."standing"); RETURN NULL;', hash='5322c9afa39f46589562ca22f3f2fa6d9e5a9df8', operation='UPDATE', pgid='pgtrigger_batch_update_3fb86', table='disclosures_batch', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='batch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "disclosures_batchevent" ("decided_at", "decided_by_id", "file_name", "id", "imported_at", "imported_by_id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rejection", "sha256", "standing") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."file_name", OLD."id", OLD."imported_at", OLD."imported_by_id", OLD."indicator_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rejection", OLD."sha256", OLD."standing"); RETURN NULL;', hash='e3e297266be41dcd7eeb5f827744c7663584e381', operation='DELETE', pgid='pgtrigger_batch_delete_e6953', table='disclosures_batch', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ddd1cc407382fce0d41458b19206de72a70de5d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d79b1', table='disclosures_indicatorevent', when='BEFORE')),
        ),
        operations.AddIndex(
            model_name='observation',
            index=models.Index(condition=models.Q(('standing', 'replaced'), ('revision__gte', 1), _connector='OR'), fields=['indicator', 'at'], name='disclosures_observation_rev'),
        ),
        operations.AddConstraint(
            model_name='observation',
            constraint=models.UniqueConstraint(condition=models.Q(('standing', 'rejected'), _negated=True), fields=('indicator', 'at', 'revision'), name='disclosures_observation_once'),
        ),
        operations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('revision', 0)), models.Q(('revision__gt', 0), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='disclosures_observation_revised_with_reason'),
        ),
        operations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_database() LIKE 'test\\_%' AND current_setting('portal.flush', true) = 'on' THEN\n        RETURN NULL;\n    END IF;\n    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n", hash='ccd6ec82d6122f43aa7b4e064badf53ee0e8430b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_15073', table='disclosures_observation', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='29e9d3c0332c712fd41607d94aca06b1cfb8c78e', operation='DELETE', pgid='pgtrigger_kept_ee5d4', table='disclosures_observation', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='appended', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM added LEFT JOIN disclosures_batch batch ON batch.id = added.batch_id\n                               LEFT JOIN disclosures_indicator item ON item.id = batch.indicator_id\n                         WHERE (added.standing, batch.standing) IS DISTINCT FROM ('waiting', 'waiting')\n                               OR item.id IS DISTINCT FROM added.indicator_id\n                               OR date_trunc(item.period, added.at, 'Asia/Shanghai') <> added.at\n                    ) THEN\n                        RAISE EXCEPTION 'a value comes with an unconfirmed batch of its indicator, at the start of a period'\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NULL;\n                ", hash='ae634ed9966a41be2480be1e09f2b68a280ca985', level='STATEMENT', operation='INSERT', pgid='pgtrigger_appended_49a30', referencing='REFERENCING NEW TABLE AS added ', table='disclosures_observation', when='AFTER')),
        ),
        operations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."indicator_id" IS DISTINCT FROM NEW."indicator_id" OR OLD."batch_id" IS DISTINCT FROM NEW."batch_id" OR OLD."at" IS DISTINCT FROM NEW."at" OR OLD."value" IS DISTINCT FROM NEW."value" OR OLD."revision" IS DISTINCT FROM NEW."revision" OR OLD."reason" IS DISTINCT FROM NEW."reason")', func="RAISE EXCEPTION 'values are appended, never changed' USING ERRCODE = 'restrict_violation';", hash='1a5c6bd5936ae3c8531e6e85f0c53bcf7ebc39ca', operation='UPDATE', pgid='pgtrigger_append_only_c7fe1', table='disclosures_observation', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='stands_as_its_batch', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM changed JOIN disclosures_batch batch ON batch.id = changed.batch_id\n                         WHERE changed.standing <> batch.standing AND NOT (\n                               changed.standing = 'replaced' AND batch.standing = 'confirmed' AND EXISTS (\n                                   SELECT 1 FROM disclosures_observation later WHERE later.indicator_id = changed.indicator_id\n                                      AND later.at = changed.at AND later.revision > changed.revision\n                                      AND later.standing = 'confirmed'))\n                            OR changed.standing = 'confirmed' AND EXISTS (\n                                   SELECT 1 FROM disclosures_observation later WHERE later.indicator_id = changed.indicator_id\n                                      AND later.at = changed.at AND later.revision > changed.revision\n                                      AND later.standing IN ('confirmed', 'replaced'))\n                    ) THEN\n                        RAISE EXCEPTION 'a value stands as its batch does' USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NULL;\n                ", hash='37f0ca65e7741b181ea67d23aae22b831b574a5a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_stands_as_its_batch_cdf53', referencing='REFERENCING NEW TABLE AS changed ', table='disclosures_observation', when='AFTER')),
        ),
    ]
