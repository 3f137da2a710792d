"""The moment of which a message about an appointment speaks."""

from django.db import migrations, models

RIGHTS = "GRANT INSERT (about_at) ON fq.notices_message TO fq_web, fq_worker"


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_walls_of_the_room")]
    operations = [
        migrations.AddField("message", "about_at", models.DateTimeField(null=True)),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
