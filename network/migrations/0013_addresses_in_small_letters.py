"""Addresses in small letters, as log-in looks them up; a request may share its invitation."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Lower


def in_small_letters(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for name in (("network", "User"), ("account", "EmailAddress")):
        apps.get_model(*name).objects.update(email=Lower("email"))


class Migration(migrations.Migration):

    dependencies = [
        ('account', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('network', '0012_noticed_on'),
    ]

    operations = [
        migrations.RunPython(in_small_letters, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='accessrequest',
            name='invitation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.invitation', verbose_name='invitasjonen den ble til'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email', Lower('email'))), name='user_email_in_small_letters', violation_error_message='E-postadressen må stå med små bokstaver.'),
        ),
    ]
