"""The SQL functions by which every later migration protects its tables.

Only these functions write policies and grants, so that `docs/database.md` and the walking tests have one
place to look. They run with the migrating owner's rights and nobody else may call them.
"""

from django.db import migrations

SQL = r"""
REVOKE ALL ON SCHEMA fq FROM PUBLIC;
GRANT USAGE ON SCHEMA fq TO fq_web, fq_worker, fq_seal, fq_backup, fq_mobile, fq_public, fq_wall;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Whether a code lies in the caller's scope: the two ranges of the transaction. For definer functions, whose
-- own policies see everything.
CREATE FUNCTION fq_in_scope(area text) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (area ~>=~ current_setting('app.lo1', true) AND area ~<~ current_setting('app.hi1', true)) OR
    (area ~>=~ current_setting('app.lo2', true) AND area ~<~ current_setting('app.hi2', true)), false)
$$;

CREATE FUNCTION fq_case_table(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  person_column text;
BEGIN
  EXECUTE format('ALTER TABLE fq.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  EXECUTE format($p$CREATE POLICY staff ON fq.%I TO fq_web, fq_worker USING (
    (area ~>=~ current_setting('app.lo1', true) AND area ~<~ current_setting('app.hi1', true)) OR
    (area ~>=~ current_setting('app.lo2', true) AND area ~<~ current_setting('app.hi2', true)))$p$, name);
  SELECT CASE WHEN name = 'subjects_subject' THEN 'id' ELSE a.attname END INTO person_column
    FROM pg_attribute a WHERE a.attrelid = format('fq.%I', name)::regclass AND NOT a.attisdropped
     AND a.attname = CASE WHEN name = 'subjects_subject' THEN 'id' ELSE 'subject_id' END;
  IF person_column IS NOT NULL THEN
    EXECUTE format($p$CREATE POLICY person ON fq.%I TO fq_mobile
      USING (%I = nullif(current_setting('app.subject', true), '')::bigint)$p$, name, person_column);
  END IF;
  -- Under FORCE the owner sees no row either: without this policy a foreign key added over orphans would be
  -- marked valid (DATABASE 2). Only `fengqiao migrate` sets the switch.
  EXECUTE format($p$CREATE POLICY migrating ON fq.%I TO CURRENT_USER
    USING (current_setting('app.migrating', true) = 'yes')$p$, name);
  EXECUTE format('CREATE POLICY backup ON fq.%I FOR SELECT TO fq_backup USING (true)', name);
  EXECUTE format('ALTER TABLE fq.%I ALTER COLUMN area SET STATISTICS 2000', name);
  EXECUTE format('GRANT SELECT ON fq.%I TO fq_web, fq_worker, fq_backup', name);
END $$;

-- Column rights of the staff door and the worker on a case table. Never DELETE; the callers never name
-- area or subject_id among the updates: a person changes office by hand_over alone.
CREATE FUNCTION fq_grant_write(name text, inserts text[], updates text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF updates && ARRAY['area', 'subject_id', 'id', 'uid', 'recorded_at'] THEN
    RAISE EXCEPTION 'fq_grant_write(%): a key, the area or a stamp may not be updatable', name;
  END IF;
  IF 'recorded_at' = ANY (inserts) THEN
    RAISE EXCEPTION 'fq_grant_write(%): recorded_at is stamped by the database', name;
  END IF;
  IF cardinality(inserts) > 0 THEN
    EXECUTE format('GRANT INSERT (%s) ON fq.%I TO fq_web, fq_worker',
      (SELECT string_agg(quote_ident(c), ', ') FROM unnest(inserts) AS c), name);
  END IF;
  IF cardinality(updates) > 0 THEN
    EXECUTE format('GRANT UPDATE (%s) ON fq.%I TO fq_web, fq_worker',
      (SELECT string_agg(quote_ident(c), ', ') FROM unnest(updates) AS c), name);
  END IF;
END $$;

-- Projections are rebuilt from acts: the only case tables whose rows may be deleted.
CREATE FUNCTION fq_grant_projection(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT DELETE ON fq.%I TO fq_web, fq_worker', name);
END $$;

CREATE FUNCTION fq_grant_plain(name text, roles text[], rights text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY roles LOOP
    EXECUTE format('GRANT %s ON fq.%I TO %I', rights, name, r);
  END LOOP;
  EXECUTE format('GRANT SELECT ON fq.%I TO fq_backup', name);
END $$;

CREATE FUNCTION fq_stamp_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION fq_stamp(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT ON fq.%I FOR EACH ROW EXECUTE FUNCTION fq.fq_stamp_now()', name);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA fq FROM PUBLIC;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
