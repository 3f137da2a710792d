"""Keys that carry the area, policies and column rights. A paper and what happened to it are inserted and never changed.

A counter's last number and the state of a public token are all that may be updated here. The public door sees the tokens
and nothing else of the room.
"""

from django.db import migrations

SQL = r"""
ALTER TABLE documents_paper ADD CONSTRAINT documents_paper_id_area UNIQUE (id, subject_id, area);
ALTER TABLE documents_event ADD FOREIGN KEY (paper_id, subject_id, area)
  REFERENCES documents_paper (id, subject_id, area) ON UPDATE CASCADE;
ALTER TABLE documents_file ADD FOREIGN KEY (paper_id, subject_id, area)
  REFERENCES documents_paper (id, subject_id, area) ON UPDATE CASCADE;
ALTER TABLE documents_paper ADD CONSTRAINT documents_numbers_begin_at_one CHECK (seq > 0);
ALTER TABLE documents_counter ADD CONSTRAINT documents_counters_count_up CHECK (last > 0);

SELECT fq_case_table(t) FROM unnest(ARRAY['documents_counter', 'documents_paper', 'documents_event',
  'documents_file']) AS t;
SELECT fq_stamp(t) FROM unnest(ARRAY['documents_paper', 'documents_event', 'documents_file']) AS t;

SELECT fq_grant_write('documents_counter', ARRAY['area', 'char', 'year', 'minors', 'last'], ARRAY['last']);
SELECT fq_grant_write('documents_paper',
  ARRAY['uid', 'area', 'subject_id', 'matter', 'act', 'kind', 'issuer', 'level', 'char', 'year', 'minors', 'seq',
    'number', 'day', 'valid_until', 'values_sealed', 'token_sealed', 'second', 'replaces'], ARRAY[]::text[]);
SELECT fq_grant_write('documents_event',
  ARRAY['uid', 'area', 'subject_id', 'paper_id', 'what', 'at', 'happened_on', 'person', 'name', 'role', 'office',
    'detail_sealed'], ARRAY[]::text[]);
SELECT fq_grant_write('documents_file',
  ARRAY['uid', 'area', 'subject_id', 'paper_id', 'pdf_sealed', 'digest', 'size'], ARRAY[]::text[]);
SELECT fq_grant_plain('documents_token', ARRAY['fq_web', 'fq_worker'],
  'SELECT, INSERT (hash, kind, title, office, day, valid_until, second, state), UPDATE (state)');
SELECT fq_grant_plain('documents_token', ARRAY['fq_public'], 'SELECT');

-- A counter only counts up, one at a time: no door can skip a number or give one twice.
CREATE FUNCTION fq_count_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND NEW.last <> 1) OR (TG_OP = 'UPDATE' AND NEW.last <> OLD.last + 1) THEN
    RAISE EXCEPTION 'documents_counter: numbers follow each other' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_count_up() FROM PUBLIC;
CREATE TRIGGER count_up BEFORE INSERT OR UPDATE ON documents_counter FOR EACH ROW EXECUTE FUNCTION fq.fq_count_up();
-- What is void stays void, and only a paper that was sealed is ever confirmed to strangers.
CREATE FUNCTION fq_token_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.state IN ('withdrawn', 'replaced') OR NEW.state = 'issued' THEN
    RAISE EXCEPTION 'documents_token: a void paper stays void' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_token_state() FROM PUBLIC;
CREATE TRIGGER token_state BEFORE UPDATE ON documents_token FOR EACH ROW EXECUTE FUNCTION fq.fq_token_state();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers_counters_tokens"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
