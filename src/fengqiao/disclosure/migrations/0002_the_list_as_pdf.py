"""The published list also as a PDF; versions from before have none."""

from django.db import migrations, models

SQL = "GRANT INSERT (pdf) ON disclosure_publication TO fq_web, fq_worker;"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_publications")]
    operations = [
        migrations.AddField(model_name="publication", name="pdf", field=models.BinaryField(null=True)),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
