from django.db import migrations

FORMER, NOW = 'mobility.LeaderDialogue', 'mobility.ActivityDialogue'


def rename(apps, before, after):
    """What was loaded is known by its model's name."""
    apps.get_model('portal', 'LoadedRecord').objects.filter(model=before).update(model=after)


def forwards(apps, schema_editor):
    rename(apps, FORMER, NOW)


def backwards(apps, schema_editor):
    rename(apps, NOW, FORMER)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_first_steps'),
        ('mobility', '0016_activity_dialogue'),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
