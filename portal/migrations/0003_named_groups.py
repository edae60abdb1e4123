import django.utils.timezone
import pgtrigger.compiler
from django.db import migrations, models

from portal import migration_operations as operations


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0002_seed'),
    ]

    operations = [
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
        operations.AddTrigger(
            model_name='disclosuregroup',
            trigger=pgtrigger.compiler.Trigger(name='keep_group', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='00fde588041d0255ac92c8242e66306b8df868f7', operation='DELETE', pgid='pgtrigger_keep_group_b49fc', table='portal_disclosuregroup', when='BEFORE')),
        ),
        operations.AddIndex(
            model_name='wrongcode',
            index=models.Index(fields=['item', '-at'], name='portal_wrongcode_of_item'),
        ),
    ]
