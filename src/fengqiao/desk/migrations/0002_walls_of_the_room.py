"""Policies and column rights of kept views: an office's row, seen within that office's place."""

from django.db import migrations

SQL = r"""
SELECT fq_case_table('desk_savedview');
SELECT fq_stamp('desk_savedview');
SELECT fq_grant_write('desk_savedview',
  ARRAY['uid', 'area', 'person', 'of', 'name', 'shared', 'conditions', 'columns', 'changed_at', 'ended_at'],
  ARRAY['shared', 'conditions', 'columns', 'changed_at', 'ended_at']);
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_saved_views"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
