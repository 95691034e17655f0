import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mobility', '0015_results'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name='leaderdialogue', name='insert_insert'),
        pgtrigger.migrations.RemoveTrigger(model_name='leaderdialogue', name='update_update'),
        pgtrigger.migrations.RemoveTrigger(model_name='leaderdialogue', name='delete_delete'),
        migrations.RemoveConstraint(
            model_name='leaderdialogue', name='dialogue_says_where_with_whom_and_what'
        ),
        migrations.RenameModel(old_name='LeaderDialogue', new_name='ActivityDialogue'),
        migrations.RenameModel(old_name='LeaderDialogueEvent', new_name='ActivityDialogueEvent'),
        pgtrigger.migrations.AddTrigger(
            model_name='activitydialogue',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mobility_activitydialogueevent" ("activity_id", "agreed", "forum", "held_on", "id", "noted_at", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says_yes", "submission", "with_role") VALUES (NEW."activity_id", NEW."agreed", NEW."forum", NEW."held_on", NEW."id", NEW."noted_at", NEW."noted_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."says_yes", NEW."submission", NEW."with_role"); RETURN NULL;', hash='148f570e9f7bb2c018189eb8cd545c6619ff1c4f', operation='INSERT', pgid='pgtrigger_insert_insert_6bded', table='mobility_activitydialogue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitydialogue',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "mobility_activitydialogueevent" ("activity_id", "agreed", "forum", "held_on", "id", "noted_at", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says_yes", "submission", "with_role") VALUES (NEW."activity_id", NEW."agreed", NEW."forum", NEW."held_on", NEW."id", NEW."noted_at", NEW."noted_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."says_yes", NEW."submission", NEW."with_role"); RETURN NULL;', hash='da80d835a5904e27a6c8a3c27fb2c2ff136918c3', operation='UPDATE', pgid='pgtrigger_update_update_c59ff', table='mobility_activitydialogue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitydialogue',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mobility_activitydialogueevent" ("activity_id", "agreed", "forum", "held_on", "id", "noted_at", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says_yes", "submission", "with_role") VALUES (OLD."activity_id", OLD."agreed", OLD."forum", OLD."held_on", OLD."id", OLD."noted_at", OLD."noted_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."says_yes", OLD."submission", OLD."with_role"); RETURN NULL;', hash='63f0083995f0fd93a87a0ef959cd8055fa85d664', operation='DELETE', pgid='pgtrigger_delete_delete_abf01', table='mobility_activitydialogue', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='activitydialogue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('forum', ''), _negated=True), models.Q(('with_role', ''), _negated=True), models.Q(('agreed', ''), _negated=True)), name='activitydialogue_says_where_with_whom_and_what', violation_error_message='Skriv hvor, med hvem og hva dere ble enige om.'),
        ),
    ]
