"""The day on which corrections ended: kept with the person, so that a balance of any day can be struck."""

from django.db import migrations, models

WALLS = r"""
SELECT fq_grant_write('subjects_subject', ARRAY['ended_on'], ARRAY['ended_on']);
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0004_corrections_and_who_made_them")]
    operations = [
        migrations.AddField(model_name="subject", name="ended_on", field=models.DateField(null=True)),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None)) | models.Q(("state__in", ["discharged", "terminated"])),
                name="subjects_end_only_when_ended",
            ),
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
