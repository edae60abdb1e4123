
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interaction', '0002_channels'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='exchange',
            name='content_frozen',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='exchange',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='exchange',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='exchange',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='exchange',
            name='article',
            field=models.CharField(blank=True, help_text='所关联政策的条款，如第八条；会链接到正文的这一条。', max_length=30, verbose_name='引用条款'),
        ),
        migrations.AddField(
            model_name='exchangeevent',
            name='article',
            field=models.CharField(blank=True, help_text='所关联政策的条款，如第八条；会链接到正文的这一条。', max_length=30, verbose_name='引用条款'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchange',
            trigger=pgtrigger.compiler.Trigger(name='content_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" <> \'draft\' AND (OLD."title" IS DISTINCT FROM NEW."title" OR OLD."asked" IS DISTINCT FROM NEW."asked" OR OLD."answered" IS DISTINCT FROM NEW."answered" OR OLD."asked_on" IS DISTINCT FROM NEW."asked_on" OR OLD."answered_on" IS DISTINCT FROM NEW."answered_on" OR OLD."document_id" IS DISTINCT FROM NEW."document_id" OR OLD."channel_name" IS DISTINCT FROM NEW."channel_name" OR OLD."grounds" IS DISTINCT FROM NEW."grounds" OR OLD."article" IS DISTINCT FROM NEW."article" OR OLD."unit_id" IS DISTINCT FROM NEW."unit_id" OR OLD."disclosure" IS DISTINCT FROM NEW."disclosure" OR OLD."disclosure_basis" IS DISTINCT FROM NEW."disclosure_basis" OR OLD."audience" IS DISTINCT FROM NEW."audience" OR OLD."group_id" IS DISTINCT FROM NEW."group_id"))', func="\n            IF OLD.state = 'published' AND NEW.state = 'published' AND NEW.correction_note <> ''\n               AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'content of % is frozen: send it back to draft, or correct it with a note', TG_TABLE_NAME\n                USING ERRCODE = 'restrict_violation';\n        ", hash='f26aa0cd626f6057901d916ab1f781bc68c724ec', operation='UPDATE', pgid='pgtrigger_content_frozen_aa059', table='interaction_exchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interaction_exchangeevent" ("answered", "answered_on", "article", "asked", "asked_on", "audience", "channel_name", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "document_id", "edited_at", "edited_by_id", "grounds", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "published_at", "published_by_id", "question_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source_id", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."answered", NEW."answered_on", NEW."article", NEW."asked", NEW."asked_on", NEW."audience", NEW."channel_name", NEW."cleared_at", NEW."cleared_by_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."document_id", NEW."edited_at", NEW."edited_by_id", NEW."grounds", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."question_id", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='2defdafce83a532d5ab525bc599b9aa2e105256a', operation='INSERT', pgid='pgtrigger_insert_insert_07e36', table='interaction_exchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interaction_exchangeevent" ("answered", "answered_on", "article", "asked", "asked_on", "audience", "channel_name", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "document_id", "edited_at", "edited_by_id", "grounds", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "published_at", "published_by_id", "question_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source_id", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."answered", NEW."answered_on", NEW."article", NEW."asked", NEW."asked_on", NEW."audience", NEW."channel_name", NEW."cleared_at", NEW."cleared_by_id", NEW."corrected_at", NEW."corrected_by_id", NEW."corrected_in", NEW."correction_note", NEW."created_at", NEW."created_by_id", NEW."disclosure", NEW."disclosure_basis", NEW."document_id", NEW."edited_at", NEW."edited_by_id", NEW."grounds", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publish_at", NEW."published_at", NEW."published_by_id", NEW."question_id", NEW."round", NEW."scheduled_at", NEW."scheduled_by_id", NEW."sent_back_reason", NEW."signed_at", NEW."signed_by_id", NEW."source_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."unit_id", NEW."urgent_reason", NEW."versions_public", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='cc37f61d4d201cbb27d52bc7a1457a07b9d2f58e', operation='UPDATE', pgid='pgtrigger_update_update_80d55', table='interaction_exchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interaction_exchangeevent" ("answered", "answered_on", "article", "asked", "asked_on", "audience", "channel_name", "cleared_at", "cleared_by_id", "corrected_at", "corrected_by_id", "corrected_in", "correction_note", "created_at", "created_by_id", "disclosure", "disclosure_basis", "document_id", "edited_at", "edited_by_id", "grounds", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "published_at", "published_by_id", "question_id", "round", "scheduled_at", "scheduled_by_id", "sent_back_reason", "signed_at", "signed_by_id", "source_id", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "urgent_reason", "versions_public", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."answered", OLD."answered_on", OLD."article", OLD."asked", OLD."asked_on", OLD."audience", OLD."channel_name", OLD."cleared_at", OLD."cleared_by_id", OLD."corrected_at", OLD."corrected_by_id", OLD."corrected_in", OLD."correction_note", OLD."created_at", OLD."created_by_id", OLD."disclosure", OLD."disclosure_basis", OLD."document_id", OLD."edited_at", OLD."edited_by_id", OLD."grounds", OLD."group_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publish_at", OLD."published_at", OLD."published_by_id", OLD."question_id", OLD."round", OLD."scheduled_at", OLD."scheduled_by_id", OLD."sent_back_reason", OLD."signed_at", OLD."signed_by_id", OLD."source_id", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."unit_id", OLD."urgent_reason", OLD."versions_public", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;', hash='64bf996551868c430f4eaa2e9590dd4800f1a6a1', operation='DELETE', pgid='pgtrigger_delete_delete_d2afd', table='interaction_exchange', when='AFTER')),
        ),
    ]
