"""Parts of migrated items change only with the import that brings them, or with a correction."""
import pgtrigger.compiler
from django.db import migrations
from portal import migration_operations as operations


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0014_validity_care'),
    ]

    operations = [
        operations.RemoveTrigger(
            model_name='document',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='documentattachment',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='issuer',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='relation',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='taggeddocument',
            name='owned_frozen',
        ),
        operations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='c70fb7835b3482a08f48ec27bc7ded2e7a3ec8ee', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_30b4b', table='policies_document', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='documentattachment',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM policies_document item\n                 WHERE item.id IN (OLD.document_id, NEW.document_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='b92c271d082d6a8780fd969cf9bb80693df16285', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_dc172', table='policies_documentattachment', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='issuer',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM policies_document item\n                 WHERE item.id IN (OLD.document_id, NEW.document_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='5b183b2aa4a9960bd6899f04a4c4fdb5a87446a4', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_4dff2', table='policies_issuer', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='relation',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM policies_document item\n                 WHERE item.id IN (OLD.source_id, NEW.source_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (\n    EXISTS (SELECT 1 FROM policies_document source, policies_document target\n             WHERE source.id IN (OLD.source_id, NEW.source_id) AND source.source_id IS NOT NULL\n               AND target.id IN (OLD.target_id, NEW.target_id) AND target.source_id IS NOT NULL\n               AND target.corrected_in = txid_current())\n    AND NOT (TG_OP = 'UPDATE' AND (OLD.source_id, OLD.target_id) IS DISTINCT FROM (NEW.source_id, NEW.target_id))\n) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='a6a4df6fdb3a1ce7702b678f558d740ec339a75b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_14205', table='policies_relation', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='taggeddocument',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM policies_document item\n                 WHERE item.id IN (OLD.content_object_id, NEW.content_object_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (\n    OLD.tag_id IS NOT NULL AND EXISTS (\n        SELECT 1 FROM policies_tag merged WHERE merged.id = OLD.tag_id AND (\n            (TG_OP = 'UPDATE' AND merged.merged_into_id = NEW.tag_id AND OLD.content_object_id = NEW.content_object_id)\n            OR (TG_OP = 'DELETE' AND EXISTS (\n                SELECT 1 FROM policies_taggeddocument other\n                 WHERE other.content_object_id = OLD.content_object_id AND other.tag_id = merged.merged_into_id))))\n) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='0399f6a8ffcb7d68525d8e2097d6b38d199d6910', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_658d0', table='policies_taggeddocument', when='BEFORE')),
        ),
    ]
