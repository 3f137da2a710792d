"""Who has been in a class the longest, in that order. Takes a second or two at 700,000 people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_classes_by_place"), ("subjects", "0012_lists_from_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="managementclass",
            index=models.Index(
                condition=models.Q(("last_day", None)),
                fields=["class_name", "first_day", "subject"],
                include=("area",),
                name="casework_class_since",
            ),
        ),
    ]
