"""Sessions can be named, seen and ended one by one: an identifier, and where each signed in from."""

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("users", "0002_rights_of_the_doors")]
    operations = [
        migrations.AddField(
            model_name="session",
            name="uid",
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), unique=True),
        ),
        migrations.AddField(model_name="session", name="network", field=models.CharField(default="", max_length=45)),
        migrations.AddField(model_name="session", name="browser", field=models.CharField(default="", max_length=40)),
    ]
