"""Policies and column rights of acts for many: an office's row, seen within that office's place."""

from django.db import migrations

SQL = r"""
SELECT fq_case_table('desk_bulk');
SELECT fq_stamp('desk_bulk');
SELECT fq_grant_write('desk_bulk',
  ARRAY['uid', 'area', 'person', 'kind', 'rows', 'parameters', 'results', 'made_at', 'done_at'],
  ARRAY['parameters', 'results', 'done_at']);
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_bulk_acts"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
