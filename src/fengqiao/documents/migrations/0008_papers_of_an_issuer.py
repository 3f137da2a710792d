"""The latest papers of an issuer, without sorting the year. Takes some seconds at 700,000 people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_attachments")]

    operations = [
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["issuer", "year", "-id"], name="documents_of_an_issuer"),
        ),
    ]
