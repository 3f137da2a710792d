"""One way to move the rows of a person to another area: a small role, and one function that walks the catalogue.

A hand-over, a changed place, a sealed record: whatever moves rows calls `fq_restamp` from a definer function of its own that
belongs to `fq_mover` and asks its own questions first. No door may call it.
"""

from django.db import migrations

SQL = r"""
CREATE FUNCTION fq_open_to_mover(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY mover ON fq.%I TO fq_mover USING (true)', name);
  EXECUTE format('GRANT SELECT, UPDATE (area) ON fq.%I TO fq_mover', name);
END $$;

-- As in 0001, and open to the mover: a later table is moved without a word here.
CREATE OR REPLACE FUNCTION fq_case_table(name text) RETURNS void LANGUAGE plpgsql AS $$
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
  EXECUTE format($p$CREATE POLICY migrating ON fq.%I TO CURRENT_USER
    USING (current_setting('app.migrating', true) = 'yes')$p$, name);
  EXECUTE format('CREATE POLICY backup ON fq.%I FOR SELECT TO fq_backup USING (true)', name);
  EXECUTE format('ALTER TABLE fq.%I ALTER COLUMN area SET STATISTICS 2000', name);
  EXECUTE format('GRANT SELECT ON fq.%I TO fq_web, fq_worker, fq_backup', name);
  PERFORM fq.fq_open_to_mover(name);
END $$;

GRANT USAGE ON SCHEMA fq TO fq_mover;
SELECT fq_open_to_mover(tablename) FROM pg_policies WHERE schemaname = 'fq' AND policyname = 'staff';

-- The tables whose rows must be moved themselves: the person, and what holds a person without a key that carries the
-- area. Everything else follows its parent by ON UPDATE CASCADE.
CREATE FUNCTION fq_moved_tables(OUT name text, OUT person text) RETURNS SETOF record LANGUAGE sql STABLE
  SET search_path = pg_catalog, fq, pg_temp AS $$
  SELECT c.relname::text, CASE WHEN c.relname = 'subjects_subject' THEN 'id' ELSE 'subject_id' END
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area' AND NOT a.attisdropped
  LEFT JOIN pg_attribute s ON s.attrelid = c.oid AND s.attname = 'subject_id' AND NOT s.attisdropped
  WHERE c.relnamespace = 'fq'::regnamespace AND c.relkind = 'r'
    AND (s.attnum IS NOT NULL OR c.relname = 'subjects_subject')
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
  ORDER BY 1
$$;

-- area: p_from… becomes p_to…; of one person, or of everybody when p_subject is NULL. Answers how many rows it moved
-- itself. The caller has locked the person (DATABASE 6).
CREATE FUNCTION fq_restamp(p_subject bigint, p_from text, p_to text) RETURNS bigint LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  t record;
  n bigint;
  moved bigint := 0;
BEGIN
  FOR t IN SELECT * FROM fq.fq_moved_tables() LOOP
    EXECUTE format('UPDATE fq.%I SET area = $3 || substr(area, length($2) + 1) '
      'WHERE ($1 IS NULL OR %I = $1) AND starts_with(area, $2)', t.name, t.person) USING p_subject, p_from, p_to;
    GET DIAGNOSTICS n = ROW_COUNT;
    moved := moved + n;
  END LOOP;
  RETURN moved;
END $$;

-- How many rows each table holds about a person, within a prefix and outside of it. For previews and certificates.
CREATE FUNCTION fq_rows_about(p_subject bigint, p_prefix text, OUT name text, OUT within bigint, OUT outside bigint)
  RETURNS SETOF record LANGUAGE plpgsql SET search_path = pg_catalog, fq, pg_temp AS $$
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'subject_id'
      JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'area'
    WHERE c.relnamespace = 'fq'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped AND NOT b.attisdropped
    ORDER BY 1
  LOOP
    EXECUTE format('SELECT count(*) FILTER (WHERE starts_with(area, $2)), count(*) FILTER (WHERE NOT starts_with(area, $2)) '
      'FROM fq.%I WHERE subject_id = $1', name) INTO within, outside USING p_subject, p_prefix;
    IF within + outside > 0 THEN
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION fq_open_to_mover(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_case_table(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_moved_tables() FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_restamp(bigint, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_rows_about(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_in_scope(text), fq_moved_tables(), fq_restamp(bigint, text, text),
  fq_rows_about(bigint, text) TO fq_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_edition")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
