"""Policies and column rights of uploads: a county's row, seen by that county's institution."""

from django.db import migrations

SQL = r"""
SELECT fq_case_table('exchange_upload');
SELECT fq_stamp('exchange_upload');
SELECT fq_grant_write('exchange_upload',
  ARRAY['uid', 'area', 'account', 'post', 'state', 'kind', 'encoding', 'table_sealed', 'outcome_sealed',
    'takes_good_rows', 'rows', 'done_rows', 'written', 'failure', 'moved_at', 'expires_at'],
  ARRAY['account', 'post', 'state', 'table_sealed', 'outcome_sealed', 'takes_good_rows', 'done_rows', 'written',
    'failure', 'moved_at']);
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_uploads"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
