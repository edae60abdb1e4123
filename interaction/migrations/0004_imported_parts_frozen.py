"""Parts of migrated items change only with the import that brings them, or with a correction."""
import pgtrigger.compiler
from django.db import migrations
from portal import migration_operations as operations


class Migration(migrations.Migration):

    dependencies = [
        ('interaction', '0003_exchange_article'),
    ]

    operations = [
        operations.RemoveTrigger(
            model_name='exchange',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='faq',
            name='correction_transaction',
        ),
        operations.AddTrigger(
            model_name='exchange',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='86919f9b2313e93ab5548de4e236a548a5d1831c', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_b7616', table='interaction_exchange', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='faq',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='3a7628793220c229cb876deec46f529a5f22c38d', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_a32d5', table='interaction_faq', when='BEFORE')),
        ),
    ]
