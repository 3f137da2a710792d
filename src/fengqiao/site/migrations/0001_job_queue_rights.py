"""The staff door may put jobs into the queue, the worker runs them. Job arguments hold opaque ids only.

The library's own migrations own these tables and functions; this grants them by name pattern, since its
functions are many and all run with the caller's rights (none is SECURITY DEFINER).
"""

from django.db import migrations

SQL = r"""
DO $$
DECLARE t record; f record;
BEGIN
  FOR t IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'fq' AND c.relname LIKE 'procrastinate\_%' AND c.relkind IN ('r', 'S') LOOP
    IF t.relkind = 'r' THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO fq_worker', t.name);
      EXECUTE format('GRANT SELECT, INSERT ON %s TO fq_web', t.name);
      EXECUTE format('GRANT SELECT ON %s TO fq_backup', t.name);
    ELSE
      EXECUTE format('GRANT USAGE ON SEQUENCE %s TO fq_web, fq_worker', t.name);
      EXECUTE format('GRANT SELECT ON SEQUENCE %s TO fq_backup', t.name);
    END IF;
  END LOOP;
  FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = 'fq' AND p.proname LIKE 'procrastinate\_%' LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO fq_web, fq_worker', f.name);
  END LOOP;
END $$;
GRANT SELECT ON django_migrations TO fq_web, fq_worker, fq_backup;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("kit", "0001_protect_tables"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
