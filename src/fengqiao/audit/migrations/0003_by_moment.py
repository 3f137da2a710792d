"""A coarse index on the moment: rows come in its order, so it is tiny and costs an insert nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_marks_of_sealed_rows")]
    operations = [
        migrations.RunSQL("CREATE INDEX audit_row_at ON audit_row USING brin (at)", "DROP INDEX audit_row_at"),
    ]
