"""Policies and rights of the numbers that cities and the province read: a projection, written anew by the worker."""

from django.db import migrations

SQL = r"""
SELECT fq_case_table('desk_tally');
SELECT fq_grant_write('desk_tally', ARRAY['area', 'kind', 'day', 'number', 'counted_at'], ARRAY['number', 'counted_at']);
SELECT fq_grant_projection('desk_tally');
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0007_tallies"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
