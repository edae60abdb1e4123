"""Parts of migrated items change only with the import that brings them, or with a correction."""
import pgtrigger.compiler
from django.db import migrations
from portal import migration_operations as operations


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0001_decisions'),
    ]

    operations = [
        operations.RemoveTrigger(
            model_name='activity',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='attendance',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='attendanceresult',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='attendee',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='catalogue',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='catalogueitem',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='choicequestion',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='consultation',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='decision',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='draft',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='feedback',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='opiniongroup',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='recordattachment',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='stage',
            name='owned_frozen',
        ),
        operations.RemoveTrigger(
            model_name='stagerecord',
            name='correction_transaction',
        ),
        operations.RemoveTrigger(
            model_name='surveyresult',
            name='owned_frozen',
        ),
        operations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='7bfdfb98aca9826606525b45918ce0a16a3c9393', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_d9204', table='decisions_activity', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='eaa78171776cecf8a688b17eb2050e543de0f2ee', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_207bb', table='decisions_attendance', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='attendanceresult',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='bda80f9b7018c2c4d44eadfcee24d7c26ce77a07', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_c74bf', table='decisions_attendanceresult', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='attendee',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_attendanceresult item\n                 WHERE item.id IN (OLD.result_id, NEW.result_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='b1eceec70fbe9da27b525a816bb4f70cf05dce58', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_b444d', table='decisions_attendee', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='catalogue',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='16b637fe811ba5cb451db0bdecc55a375361648d', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_d7ab7', table='decisions_catalogue', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='catalogueitem',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_catalogue item\n                 WHERE item.id IN (OLD.catalogue_id, NEW.catalogue_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='b2192480a4f8ec404ed23a52f29e702be64a0ad7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_436d5', table='decisions_catalogueitem', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='choicequestion',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_consultation item\n                 WHERE item.id IN (OLD.consultation_id, NEW.consultation_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='b89da78918c3e3ea3dcbcfae8765e35acd3403d1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_a9ec5', table='decisions_choicequestion', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='889e8632fdbcacaed7e040f206e7daf1cd9305d3', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_5f8b5', table='decisions_consultation', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='a0a0714a34c6d7de6f19a2c69f6e8e7867ce1853', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_9b2a2', table='decisions_decision', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_consultation item\n                 WHERE item.id IN (OLD.consultation_id, NEW.consultation_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='a3a24eaf72a4df671a4e8b9e549d3db93cfd3cfe', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_d4df0', table='decisions_draft', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='feedback',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='f70cca70ccb089b7cc8ec315f009986b946fe325', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_a8941', table='decisions_feedback', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='opiniongroup',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_feedback item\n                 WHERE item.id IN (OLD.feedback_id, NEW.feedback_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='7c9e23aef77d38e8b7a46ba7000a40cdf4b63d80', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_b7a20', table='decisions_opiniongroup', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='recordattachment',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_stagerecord item\n                 WHERE item.id IN (OLD.record_id, NEW.record_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='07362c352c97841bc4ff5c5716426981349a1bdc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_1843a', table='decisions_recordattachment', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='stage',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_decision item\n                 WHERE item.id IN (OLD.decision_id, NEW.decision_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='9fedf4aef378f00324db0c297b711a7693a24269', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_4b476', table='decisions_stage', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='stagerecord',
            trigger=pgtrigger.compiler.Trigger(name='correction_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;\n            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN\n                NEW.corrected_in := txid_current();\n            ELSE\n                NEW.corrected_in := OLD.corrected_in;\n            END IF;\n            RETURN NEW;\n        ", hash='8c171831b8f3d13d2acde2119f398d5f6bc399be', operation='INSERT OR UPDATE', pgid='pgtrigger_correction_transaction_802c2', table='decisions_stagerecord', when='BEFORE')),
        ),
        operations.AddTrigger(
            model_name='surveyresult',
            trigger=pgtrigger.compiler.Trigger(name='owned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM decisions_activity item\n                 WHERE item.id IN (OLD.activity_id, NEW.activity_id) AND item.state <> 'draft'\n                   AND item.corrected_in IS DISTINCT FROM txid_current()\n            ) AND NOT (FALSE) THEN\n                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='3b9a38a7f5348128e08e830c8696404baae360f2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owned_frozen_78899', table='decisions_surveyresult', when='BEFORE')),
        ),
    ]
