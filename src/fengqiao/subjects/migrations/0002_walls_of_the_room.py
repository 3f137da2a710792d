"""Keys that carry the area, policies, column rights, versions kept by the database, and the indexes of the lists.

A child's key is (subject_id, area): a row on a person of another place is refused like a row on nobody (T07), and
a hand-over moves everything by the cascade alone. What a row said before it changes is written by a trigger, so that
no door can overwrite a fact without leaving it (T28).
"""

from django.db import migrations

KEYS = r"""
ALTER TABLE subjects_subject ADD CONSTRAINT subjects_subject_id_area UNIQUE (id, area);
ALTER TABLE subjects_sentence ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE subjects_contact ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE subjects_overlay ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE subjects_namedstaff ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE subjects_countycheck ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE subjects_version ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;

CREATE TABLE subjects_namekey (
  kind varchar(1) COLLATE "C" NOT NULL,
  key varchar(120) COLLATE "C" NOT NULL,
  subject_id bigint NOT NULL,
  area varchar(12) COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, key, subject_id, area),
  FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE
);
"""

INDEXES = r"""
-- The caseload: one index for city and province, one for township and county (DATABASE 4).
CREATE INDEX subjects_list ON subjects_subject (state, term_end, id) INCLUDE (area);
CREATE INDEX subjects_running ON subjects_subject (running, term_end, id) INCLUDE (area);
CREATE INDEX subjects_list_by_area ON subjects_subject (area text_pattern_ops, state, term_end, id);
CREATE INDEX subjects_by_number ON subjects_subject (number_hash);
CREATE INDEX subjects_by_tail ON subjects_subject (tail_hash) WHERE tail_hash IS NOT NULL;
-- One running file per number and office. Within one area only, so that its error tells nobody of other places (T08).
CREATE UNIQUE INDEX subjects_one_running_file ON subjects_subject (number_hash, area)
  WHERE running;
-- Names: from the key for wide scopes and rare names, from the area for narrow scopes and common ones.
CREATE INDEX subjects_namekey_by_area ON subjects_namekey (area text_pattern_ops, kind, key, subject_id);
ALTER TABLE subjects_namekey ALTER COLUMN key SET STATISTICS 1000;
"""

VERSIONS = r"""
-- Keeps what a row said before it changes, in the table named by the argument. The next version must say that it is
-- the next, so two writers that read the same version cannot both win.
CREATE FUNCTION fq_keep_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  former jsonb := to_jsonb(OLD);
  -- "running" is computed only after this trigger; the rest is about the version itself.
  changed text[] := ARRAY(SELECT f.key FROM jsonb_each(former) AS f
    WHERE f.key NOT IN ('running', 'version', 'act', 'reason') AND f.value IS DISTINCT FROM to_jsonb(NEW) -> f.key);
BEGIN
  IF NEW.area IS DISTINCT FROM OLD.area THEN  -- the row follows its person: nothing that it says has changed
    RETURN NEW;
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION '%: the row was changed meanwhile, or a change is not its next version', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  EXECUTE format(
    'INSERT INTO fq.%I (uid, area, subject_id, of, "row", version, before, fields, act, reason) '
    'VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9)', TG_ARGV[0])
  USING OLD.area, coalesce((former ->> 'subject_id')::bigint, OLD.id), TG_TABLE_NAME::text, OLD.uid, OLD.version,
    former, changed, NEW.act, NEW.reason;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_keep_version() FROM PUBLIC;

CREATE FUNCTION fq_versions(name text, versions text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER keep_version BEFORE UPDATE ON fq.%I FOR EACH ROW EXECUTE FUNCTION fq.fq_keep_version(%L)',
    name, versions);
END $$;
REVOKE ALL ON FUNCTION fq_versions(text, text) FROM PUBLIC;
"""

WALLS = r"""
SELECT fq_case_table(t) FROM unnest(ARRAY['subjects_subject', 'subjects_sentence', 'subjects_contact',
  'subjects_overlay', 'subjects_namedstaff', 'subjects_countycheck', 'subjects_version', 'subjects_namekey']) AS t;
SELECT fq_stamp(t) FROM unnest(ARRAY['subjects_subject', 'subjects_sentence', 'subjects_contact',
  'subjects_overlay', 'subjects_namedstaff', 'subjects_countycheck', 'subjects_version']) AS t;
SELECT fq_versions(t, 'subjects_version') FROM unnest(ARRAY['subjects_subject', 'subjects_sentence',
  'subjects_contact', 'subjects_overlay', 'subjects_namedstaff', 'subjects_countycheck']) AS t;

SELECT fq_grant_write('subjects_subject',
  ARRAY['uid', 'area', 'version', 'act', 'reason', 'name', 'sex', 'birth_date', 'number_kind', 'number_sealed',
    'number_hash', 'tail_hash', 'ethnicity', 'education', 'marriage', 'phone_sealed', 'phone_hash',
    'household_sealed', 'residence_sealed', 'residence_code', 'category', 'state', 'minor', 'flags', 'term_start',
    'term_end', 'effective_on', 'documents_on', 'arrived_on', 'registered_on', 'source', 'digest'],
  ARRAY['version', 'act', 'reason', 'name', 'sex', 'birth_date', 'number_kind', 'number_sealed',
    'number_hash', 'tail_hash', 'ethnicity', 'education', 'marriage', 'phone_sealed', 'phone_hash',
    'household_sealed', 'residence_sealed', 'residence_code', 'category', 'state', 'minor', 'flags', 'term_start',
    'term_end', 'effective_on', 'documents_on', 'arrived_on', 'registered_on']);
SELECT fq_grant_write('subjects_sentence',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'category', 'offences', 'text', 'organ',
    'document_number', 'judged_on', 'effective_on', 'term_years', 'term_months', 'term_days', 'custody_days',
    'printed_start', 'printed_end', 'computed_end', 'difference_days'],
  ARRAY['version', 'act', 'reason', 'category', 'offences', 'text', 'organ', 'document_number', 'judged_on',
    'effective_on', 'term_years', 'term_months', 'term_days', 'custody_days', 'printed_start', 'printed_end',
    'computed_end', 'difference_days']);
SELECT fq_grant_write('subjects_contact',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'relation', 'role', 'name_sealed', 'phone_sealed',
    'protected', 'ended_on'],
  ARRAY['version', 'act', 'reason', 'relation', 'role', 'name_sealed', 'phone_sealed', 'protected', 'ended_on']);
SELECT fq_grant_write('subjects_overlay',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'kind', 'first_day', 'last_day', 'matter'],
  ARRAY['version', 'act', 'reason', 'last_day']);
SELECT fq_grant_write('subjects_namedstaff',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'person', 'first_day', 'last_day'],
  ARRAY['version', 'act', 'reason', 'last_day']);
SELECT fq_grant_write('subjects_countycheck',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'other_county', 'pair', 'answer', 'answered_on'],
  ARRAY['version', 'act', 'reason', 'answer', 'answered_on']);
SELECT fq_grant_write('subjects_version',
  ARRAY['uid', 'area', 'subject_id', 'of', 'row', 'version', 'before', 'fields', 'act', 'reason'], ARRAY[]::text[]);
SELECT fq_grant_write('subjects_namekey', ARRAY['kind', 'key', 'subject_id', 'area'], ARRAY[]::text[]);
SELECT fq_grant_projection('subjects_namekey');
SELECT fq_grant_plain('subjects_exactsearch', ARRAY['fq_web'], 'SELECT, INSERT (searcher, day, times), UPDATE (times)');
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_initial"), ("kit", "0001_protect_tables")]
    operations = [
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunSQL(VERSIONS, migrations.RunSQL.noop),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
