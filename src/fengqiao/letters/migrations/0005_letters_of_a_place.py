"""The letters of an office and those to an organ, the latest first: found without walking the country's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_walls_of_waiting_letters")]

    operations = [
        migrations.AddIndex(
            model_name="sent",
            index=models.Index(
                fields=["area", "written_on", "id"],
                name="letters_sent_of_place",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="sent",
            index=models.Index(fields=["to_kind", "to_area", "-written_on", "-id"], name="letters_sent_to_place"),
        ),
    ]
