"""An item that is no longer public leaves the search, also by plain SQL."""
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations
from portal import migration_operations as operations


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0004_merged_tags_move'),
        ('portal', '0003_search'),
    ]

    operations = [
        operations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='leave_search', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'DELETE' OR OLD.state = 'published'\n               AND (NEW.state <> 'published' OR NEW.disclosure <> 'public' OR NEW.audience <> 'everyone') THEN\n                DELETE FROM portal_searchentry WHERE kind = TG_TABLE_NAME AND object_id = OLD.id;\n            END IF;\n            RETURN NULL;\n        ", hash='f539c94c96958dfd1a9424cb1f201179aba01aeb', operation='UPDATE OR DELETE', pgid='pgtrigger_leave_search_58fd6', table='policies_document', when='AFTER')),
        ),
    ]
