"""Each seal keeps a mark of every row in it, so that what was changed, removed or inserted can be named.

A mark is the row's id (8 bytes) and the first 16 bytes of its keyed digest; the seal's own code covers all marks.
"""

from django.db import migrations

SQL = r"""
ALTER TABLE audit_seal ADD COLUMN marks bytea NOT NULL;
GRANT INSERT (marks) ON audit_seal TO fq_seal;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_audit_rows")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
