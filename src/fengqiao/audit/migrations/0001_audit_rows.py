"""The append-only audit table and its seal (DATABASE 9).

Rows are inserted by column, without RETURNING; xid, at and door cannot be given by anyone. What is sealed is a
range of transaction ids, so that a row that commits late is never lost.
"""

from django.db import migrations

SQL = r"""
CREATE TABLE audit_row (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  life smallint NOT NULL DEFAULT 1,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  door text NOT NULL DEFAULT session_user,
  actor text NOT NULL,
  area text COLLATE "C" NOT NULL DEFAULT '',
  what text NOT NULL,
  object text NOT NULL DEFAULT '',
  data jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_row_seal ON audit_row (life, xid, id);
ALTER TABLE audit_row ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON audit_row FOR INSERT WITH CHECK (true);
CREATE POLICY seal ON audit_row FOR SELECT TO fq_seal, fq_backup USING (true);
CREATE POLICY migrating ON audit_row TO CURRENT_USER USING (current_setting('app.migrating', true) = 'yes');
GRANT INSERT (actor, area, what, object, data) ON audit_row
  TO fq_web, fq_worker, fq_seal, fq_backup, fq_mobile, fq_public, fq_wall;
GRANT SELECT ON audit_row TO fq_seal, fq_backup;

CREATE TABLE audit_seal (
  no bigint PRIMARY KEY,
  life smallint NOT NULL,
  lo xid8 NOT NULL,
  hi xid8 NOT NULL,
  n bigint NOT NULL,
  prev bytea NOT NULL,
  mac bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT audit_seal_once UNIQUE (life, lo),
  CONSTRAINT audit_seal_forward CHECK (lo < hi)
);
GRANT SELECT ON audit_seal TO fq_seal, fq_backup, fq_web;
GRANT INSERT (no, life, lo, hi, n, prev, mac) ON audit_seal TO fq_seal;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
