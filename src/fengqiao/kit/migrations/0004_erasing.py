"""A small role that may destroy what is known of a person, when two people have settled it (`site/migrations/0004`).

Every table with a person's number is open to it, later ones too: nothing of somebody who was destroyed may be left.
"""

from django.db import migrations

SQL = r"""
GRANT USAGE ON SCHEMA fq TO fq_eraser;
GRANT EXECUTE ON FUNCTION fq_in_scope(text) TO fq_eraser;

CREATE FUNCTION fq_open_to_eraser(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Children that hang on a row of a person without its number: the events of letters, the tries of messages.
  IF name IN ('subjects_subject', 'letters_event', 'notices_delivery') OR EXISTS (SELECT FROM pg_attribute
      WHERE attrelid = format('fq.%I', name)::regclass AND attname = 'subject_id' AND NOT attisdropped) THEN
    EXECUTE format('CREATE POLICY eraser ON fq.%I TO fq_eraser USING (true)', name);
    EXECUTE format('GRANT SELECT, DELETE ON fq.%I TO fq_eraser', name);
  END IF;
END $$;

-- As in 0003, and open to the eraser: a later table is destroyed with the rest without a word here.
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
  PERFORM fq.fq_open_to_eraser(name);
END $$;

SELECT fq_open_to_eraser(tablename) FROM pg_policies WHERE schemaname = 'fq' AND policyname = 'staff';
REVOKE ALL ON FUNCTION fq_open_to_eraser(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_case_table(text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("kit", "0003_moving_rows")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
