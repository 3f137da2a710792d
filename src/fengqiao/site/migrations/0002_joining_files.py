"""Two files of one human joined into one, and separated again exactly: the only way in which a row changes its person.

It stands here because it touches the tables of every room. The functions belong to a role that nobody logs in as. They
are called by the door within its act and check for themselves what authorises them: a row of `subjects_joining` that two
people have settled, both files inside the caller's scope and one county.

The row of the file that goes is taken out of `subjects_subject` and kept whole: lists, counts, searches and jobs then see
one person without a condition of their own.
"""

from django.db import migrations

# What the other triggers refuse to everybody, and a row that follows its person may: nothing that it says changes.
TRIGGERS = r"""
CREATE OR REPLACE FUNCTION fq_stamp_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'fq_joiner' THEN  -- a row that is put back keeps the moment in which it came
    NEW.recorded_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION fq_keep_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  former jsonb := to_jsonb(OLD);
  -- "running" is computed only after this trigger; the rest is about the version itself.
  changed text[] := ARRAY(SELECT f.key FROM jsonb_each(former) AS f
    WHERE f.key NOT IN ('running', 'version', 'act', 'reason') AND f.value IS DISTINCT FROM to_jsonb(NEW) -> f.key);
BEGIN
  -- The row follows its person, or its file: nothing that it says has changed. No door writes either column.
  IF NEW.area IS DISTINCT FROM OLD.area OR 'subject_id' = ANY (changed) THEN
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

CREATE OR REPLACE FUNCTION fq_written_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE was record;
BEGIN
  FOR was IN SELECT key, value FROM jsonb_each(to_jsonb(OLD))
      WHERE key NOT IN ('area', 'subject_id') AND value NOT IN ('null', '""') LOOP
    IF to_jsonb(NEW) -> was.key IS DISTINCT FROM was.value THEN
      RAISE EXCEPTION '%.%: what is written stays', TG_TABLE_NAME, was.key
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION fq_matter_gives_back() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.ended_at IS NULL OR (NEW.period <> '' AND current_user <> 'fq_joiner') THEN
    RAISE EXCEPTION 'procedures_matter: only what has ended gives its period back'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
"""

TABLES = r"""
GRANT USAGE ON SCHEMA fq TO fq_joiner;
GRANT EXECUTE ON FUNCTION fq_in_scope(text) TO fq_joiner;

-- What holds of a person is said by the file that stays; only where that file says nothing of it, the other's word moves.
SELECT fq_joinable('subjects_sentence', 'EXISTS (SELECT FROM fq.subjects_sentence o WHERE o.subject_id = $2)', 'subjects_version');
SELECT fq_joinable('subjects_contact', 'false', 'subjects_version');
SELECT fq_joinable('subjects_overlay', 'r.last_day IS NULL AND EXISTS (SELECT FROM fq.subjects_overlay o
  WHERE o.subject_id = $2 AND o.kind = r.kind AND o.last_day IS NULL)', 'subjects_version');
SELECT fq_joinable('subjects_namedstaff', 'r.last_day IS NULL AND EXISTS (SELECT FROM fq.subjects_namedstaff o
  WHERE o.subject_id = $2 AND o.person = r.person AND o.last_day IS NULL)', 'subjects_version');
SELECT fq_joinable('subjects_countycheck',
  'EXISTS (SELECT FROM fq.subjects_countycheck o WHERE o.subject_id = $2 AND o.pair = r.pair)', 'subjects_version');
SELECT fq_joinable('subjects_correction', 'false', 'subjects_version');
SELECT fq_joinable('subjects_datarequest', 'false', 'subjects_version');
SELECT fq_joinable('subjects_joining', 'false', 'subjects_version');
SELECT fq_joinable('casework_managementclass',
  'EXISTS (SELECT FROM fq.casework_managementclass o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_officerassignment',
  'EXISTS (SELECT FROM fq.casework_officerassignment o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_correctiongroup',
  'EXISTS (SELECT FROM fq.casework_correctiongroup o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_groupmember',
  'EXISTS (SELECT FROM fq.casework_correctiongroup o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_plan', 'EXISTS (SELECT FROM fq.casework_plan o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_planreview', 'EXISTS (SELECT FROM fq.casework_plan o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_induction',
  'EXISTS (SELECT FROM fq.casework_induction o WHERE o.subject_id = $2)', 'casework_version');
SELECT fq_joinable('casework_injunction', 'false', 'casework_version');
SELECT fq_joinable('casework_leave', 'false', 'casework_version', false, true);
SELECT fq_joinable('supervision_report', 'false', 'supervision_version');
SELECT fq_joinable('supervision_contact', 'false', 'supervision_version');
SELECT fq_joinable('supervision_appointment', 'false', 'supervision_version');
SELECT fq_joinable('procedures_matter');
SELECT fq_joinable('procedures_draft', 'true');  -- nobody's fact yet
SELECT fq_joinable('documents_paper', 'false', NULL, true, true);
SELECT fq_joinable('documents_archive');
SELECT fq_joinable('documents_attachment');
SELECT fq_joinable('letters_sent', 'false', NULL, false, true);
SELECT fq_joinable('letters_arrived', 'false', NULL, false, true);
SELECT fq_joinable('notices_message', 'false', NULL, false, true);
SELECT fq_joinable('notices_notice', 'false', NULL, false, true);
SELECT fq_joinable('oversight_opening');
SELECT fq_joinable('oversight_sealing');
SELECT fq_joinable('oversight_sealedlook');
SELECT fq_joinable('subjects_subject', 'true', 'subjects_version');
GRANT UPDATE (period) ON procedures_matter TO fq_joiner;

-- Former versions go where their row goes. The keys of the name are made again from the name, by the door.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['subjects_version', 'casework_version', 'supervision_version', 'subjects_joinedrow'] LOOP
    EXECUTE format('CREATE POLICY joiner ON fq.%I TO fq_joiner USING (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON fq.%I TO fq_joiner', t);
  END LOOP;
END $$;
GRANT UPDATE (subject_id, area) ON subjects_version, casework_version, supervision_version TO fq_joiner;
GRANT UPDATE (content, period) ON subjects_joinedrow TO fq_joiner;
-- What was set aside is read by the two functions alone. The table is of this very release: no code before reads it.
REVOKE ALL ON subjects_joinedrow FROM fq_web, fq_worker;
GRANT SELECT (id, uid, area, subject_id, recorded_at, joining, of, "row", is_aside) ON subjects_joinedrow TO fq_web, fq_worker;
"""

PREVIEW = r"""
-- Which rows of a file would be set aside, and which would move. Run by whoever asks, under the own policies.
CREATE FUNCTION fq_joining_plan(p_joined bigint, p_kept bigint) RETURNS TABLE (of text, row_id bigint, aside boolean)
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE t record;
BEGIN
  FOR t IN SELECT name, aside_when FROM fq.subjects_joinable WHERE name <> 'subjects_subject' ORDER BY name LOOP
    RETURN QUERY EXECUTE format('SELECT %1$L::text, r.id, coalesce((%2$s), false) FROM fq.%1$I r WHERE r.subject_id = $1',
      t.name, t.aside_when) USING p_joined, p_kept;
  END LOOP;
  RETURN QUERY SELECT 'subjects_subject'::text, p_joined, true;
END $$;

-- What has to be settled by people first. Run by whoever asks, under the own policies.
CREATE FUNCTION fq_joining_obstacles(p_joined bigint, p_kept bigint) RETURNS TABLE (what text, about text)
  LANGUAGE sql STABLE SET search_path = pg_catalog, fq, pg_temp AS $$
  SELECT DISTINCT 'running', j.procedure::text FROM fq.procedures_matter j JOIN fq.procedures_matter k
    ON k.subject_id = p_kept AND k.procedure = j.procedure AND (k.ended_at IS NULL OR (k.period = j.period AND k.period <> ''))
    WHERE j.subject_id = p_joined AND j.ended_at IS NULL
  UNION ALL SELECT 'archive', '' WHERE EXISTS (SELECT FROM fq.documents_archive WHERE subject_id = p_joined)
    AND EXISTS (SELECT FROM fq.documents_archive WHERE subject_id = p_kept)
  UNION ALL SELECT 'correction', '' WHERE EXISTS (SELECT FROM fq.subjects_correction WHERE subject_id = p_joined AND state = 'waiting')
  UNION ALL SELECT 'joined', '' WHERE EXISTS (SELECT FROM fq.subjects_joining WHERE subject_id = p_joined
    AND state IN ('proposed', 'joined', 'parting'))
  UNION ALL SELECT 'minor', '' WHERE (SELECT count(DISTINCT minor) FROM fq.subjects_subject WHERE id IN (p_joined, p_kept)) > 1
  UNION ALL SELECT 'county', '' WHERE (SELECT count(DISTINCT left(area, 6)) FROM fq.subjects_subject WHERE id IN (p_joined, p_kept)) > 1
$$;
REVOKE ALL ON FUNCTION fq_joining_plan(bigint, bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_joining_obstacles(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_joining_plan(bigint, bigint) TO fq_web, fq_worker, fq_joiner;
GRANT EXECUTE ON FUNCTION fq_joining_obstacles(bigint, bigint) TO fq_web, fq_worker, fq_joiner;
"""

INNER = r"""
-- The columns of a table that a row is put back with: all but what the database computes.
CREATE FUNCTION fq_columns(p_table text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, fq, pg_temp AS $$
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = format('fq.%I', p_table)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;
REVOKE ALL ON FUNCTION fq_columns(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_columns(text) TO fq_joiner;

-- The rows of a joining that were set aside: written down whole, then taken out; or put back as they were.
CREATE FUNCTION fq_set_aside(p_joining uuid, p_table text) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
BEGIN
  EXECUTE format('UPDATE fq.subjects_joinedrow m SET content = to_jsonb(r) FROM fq.%1$I r
    WHERE m.joining = $1 AND m.of = %1$L AND m.is_aside AND r.id = m."row"', p_table) USING p_joining;
  EXECUTE format('DELETE FROM fq.%1$I r USING fq.subjects_joinedrow m
    WHERE m.joining = $1 AND m.of = %1$L AND m.is_aside AND r.id = m."row"', p_table) USING p_joining;
END $$;
CREATE FUNCTION fq_put_back(p_joining uuid, p_table text) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM fq.subjects_joinedrow WHERE joining = p_joining AND of = p_table AND is_aside) THEN
    RETURN;
  END IF;
  EXECUTE format('INSERT INTO fq.%1$I (%2$s) SELECT %2$s FROM (SELECT (jsonb_populate_record(NULL::fq.%1$I, m.content)).*
    FROM fq.subjects_joinedrow m WHERE m.joining = $1 AND m.of = %1$L AND m.is_aside) AS kept',
    p_table, fq.fq_columns(p_table)) USING p_joining;
END $$;
REVOKE ALL ON FUNCTION fq_set_aside(uuid, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_put_back(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_set_aside(uuid, text), fq_put_back(uuid, text) TO fq_joiner;
"""

JOIN = r"""
CREATE FUNCTION join_files(p_joining uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  c fq.subjects_joining%ROWTYPE;
  j fq.subjects_subject%ROWTYPE;
  k fq.subjects_subject%ROWTYPE;
  t record;
  gone uuid[];
BEGIN
  SELECT * INTO c FROM fq.subjects_joining WHERE uid = p_joining FOR UPDATE;
  PERFORM 1 FROM fq.subjects_subject WHERE id IN (c.joined_row, c.subject_id) ORDER BY id FOR UPDATE;
  SELECT * INTO j FROM fq.subjects_subject WHERE id = c.joined_row AND uid = c.joined;
  SELECT * INTO k FROM fq.subjects_subject WHERE id = c.subject_id;
  IF j.id IS NULL OR k.id IS NULL OR j.id = k.id OR c.state <> 'joined' OR c.decided_by IS NULL OR c.decided_by = c.proposed_by
      OR NOT fq.fq_in_scope(j.area) OR NOT fq.fq_in_scope(k.area)
      OR EXISTS (SELECT FROM fq.subjects_joinedrow WHERE joining = c.uid) THEN
    RAISE EXCEPTION 'join_files: not found' USING ERRCODE = 'no_data_found';
  END IF;
  IF EXISTS (SELECT FROM fq.fq_joining_obstacles(j.id, k.id)) THEN
    RAISE EXCEPTION 'join_files: something is to be settled first' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  INSERT INTO fq.subjects_joinedrow (uid, area, subject_id, joining, of, "row", is_aside, period)
    SELECT gen_random_uuid(), k.area, k.id, c.uid, p.of, p.row_id, true, '' FROM fq.fq_joining_plan(j.id, k.id) AS p WHERE p.aside;
  FOR t IN SELECT name FROM fq.subjects_joinable WHERE name <> 'subjects_subject' AND aside_when <> 'false' ORDER BY name LOOP
    PERFORM fq.fq_set_aside(c.uid, t.name);
  END LOOP;
  gone := ARRAY(SELECT (content ->> 'uid')::uuid FROM fq.subjects_joinedrow WHERE joining = c.uid AND content ? 'uid') || j.uid;
  FOR t IN SELECT DISTINCT versions AS name FROM fq.subjects_joinable WHERE versions IS NOT NULL ORDER BY 1 LOOP
    EXECUTE format('INSERT INTO fq.subjects_joinedrow (uid, area, subject_id, joining, of, "row", is_aside, content, period)
      SELECT gen_random_uuid(), $1, $2, $3, %1$L, v.id, v."row" = ANY ($5), CASE WHEN v."row" = ANY ($5) THEN to_jsonb(v) END, ''''
      FROM fq.%1$I v WHERE v.subject_id = $4', t.name) USING k.area, k.id, c.uid, j.id, gone;
    EXECUTE format('DELETE FROM fq.%1$I v USING fq.subjects_joinedrow m
      WHERE m.joining = $1 AND m.of = %1$L AND m.is_aside AND v.id = m."row"', t.name) USING c.uid;
    EXECUTE format('UPDATE fq.%I SET subject_id = $1, area = $2 WHERE subject_id = $3', t.name) USING k.id, k.area, j.id;
  END LOOP;
  -- A matter for days for which the other file has one too gives them up: its acts say all that it was.
  INSERT INTO fq.subjects_joinedrow (uid, area, subject_id, joining, of, "row", is_aside, period)
    SELECT gen_random_uuid(), k.area, k.id, c.uid, 'procedures_matter', x.id, false, x.period FROM fq.procedures_matter x
    JOIN fq.procedures_matter o ON o.subject_id = k.id AND o.procedure = x.procedure AND o.period = x.period
    WHERE x.subject_id = j.id AND x.period <> '';
  UPDATE fq.procedures_matter x SET period = '' FROM fq.subjects_joinedrow m
    WHERE m.joining = c.uid AND m.of = 'procedures_matter' AND m."row" = x.id;
  FOR t IN SELECT name, area_first FROM fq.subjects_joinable WHERE name <> 'subjects_subject' ORDER BY name LOOP
    IF t.area_first AND j.area <> k.area THEN
      EXECUTE format('UPDATE fq.%I SET area = $1 WHERE subject_id = $2', t.name) USING k.area, j.id;
    END IF;
    EXECUTE format('WITH moved AS (UPDATE fq.%1$I SET subject_id = $1, area = $2 WHERE subject_id = $3 RETURNING id)
      INSERT INTO fq.subjects_joinedrow (uid, area, subject_id, joining, of, "row", is_aside, period)
      SELECT gen_random_uuid(), $2, $1, $4, %1$L, id, false, '''' FROM moved ON CONFLICT (joining, of, "row") DO NOTHING', t.name)
      USING k.id, k.area, j.id, c.uid;
  END LOOP;
  PERFORM fq.fq_set_aside(c.uid, 'subjects_subject');
  IF EXISTS (SELECT FROM fq.subjects_joinedrow WHERE joining = c.uid AND is_aside AND content IS NULL) THEN
    RAISE EXCEPTION 'join_files: a row was taken out and not kept' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN (SELECT jsonb_object_agg(n.of, jsonb_build_array(n.moved, n.aside)) FROM (SELECT m.of, count(*) FILTER (WHERE NOT m.is_aside)
    AS moved, count(*) FILTER (WHERE m.is_aside) AS aside FROM fq.subjects_joinedrow m WHERE m.joining = c.uid GROUP BY m.of) AS n);
END $$;
"""

SEPARATE = r"""
CREATE FUNCTION separate_files(p_joining uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  c fq.subjects_joining%ROWTYPE;
  back_area text;
  t record;
  matters uuid[];
BEGIN
  SELECT * INTO c FROM fq.subjects_joining WHERE uid = p_joining FOR UPDATE;
  PERFORM 1 FROM fq.subjects_subject WHERE id = c.subject_id FOR UPDATE;
  IF NOT FOUND OR c.state <> 'separated' OR c.parted_by IS NULL OR c.parted_by = c.part_by
      OR NOT fq.fq_in_scope(c.area) OR NOT fq.fq_in_scope(c.joined_area)
      OR NOT EXISTS (SELECT FROM fq.subjects_joinedrow WHERE joining = c.uid AND of = 'subjects_subject') THEN
    RAISE EXCEPTION 'separate_files: not found' USING ERRCODE = 'no_data_found';
  END IF;
  back_area := c.joined_area;
  PERFORM fq.fq_put_back(c.uid, 'subjects_subject');
  FOR t IN SELECT j.name, j.area_first FROM fq.subjects_joinable j WHERE j.name <> 'subjects_subject'
      UNION SELECT versions, false FROM fq.subjects_joinable WHERE versions IS NOT NULL ORDER BY 1 LOOP
    IF t.area_first THEN
      EXECUTE format('UPDATE fq.%1$I r SET area = $1 FROM fq.subjects_joinedrow m WHERE m.joining = $2 AND m.of = %1$L
        AND NOT m.is_aside AND r.id = m."row" AND r.subject_id = $3 AND r.area <> $1', t.name) USING back_area, c.uid, c.subject_id;
    END IF;
    EXECUTE format('UPDATE fq.%1$I r SET subject_id = $1, area = $2 FROM fq.subjects_joinedrow m WHERE m.joining = $3
      AND m.of = %1$L AND NOT m.is_aside AND r.id = m."row" AND r.subject_id = $4', t.name)
      USING c.joined_row, back_area, c.uid, c.subject_id;
    PERFORM fq.fq_put_back(c.uid, t.name);
  END LOOP;
  UPDATE fq.procedures_matter x SET period = m.period FROM fq.subjects_joinedrow m WHERE m.joining = c.uid
    AND m.of = 'procedures_matter' AND m."row" = x.id AND m.period <> '';
  -- What was made since in a matter that goes back, and the former versions of rows that go back, go with them.
  matters := ARRAY(SELECT uid FROM fq.procedures_matter WHERE subject_id = c.joined_row);
  FOR t IN SELECT name, area_first FROM fq.subjects_joinable WHERE follows ORDER BY name LOOP
    IF t.area_first THEN
      EXECUTE format('UPDATE fq.%I SET area = $1 WHERE subject_id = $2 AND matter = ANY ($3) AND area <> $1', t.name)
        USING back_area, c.subject_id, matters;
    END IF;
    EXECUTE format('UPDATE fq.%I SET subject_id = $1, area = $2 WHERE subject_id = $3 AND matter = ANY ($4)', t.name)
      USING c.joined_row, back_area, c.subject_id, matters;
  END LOOP;
  UPDATE fq.documents_attachment SET subject_id = c.joined_row, area = back_area
    WHERE subject_id = c.subject_id AND about = 'matter' AND of = ANY (matters);
  FOR t IN SELECT name, versions FROM fq.subjects_joinable WHERE versions IS NOT NULL AND name <> 'subjects_subject' ORDER BY name LOOP
    EXECUTE format('UPDATE fq.%I v SET subject_id = $1, area = $2 FROM fq.%I r WHERE v.subject_id = $3 AND v."row" = r.uid
      AND r.subject_id = $1', t.versions, t.name) USING c.joined_row, back_area, c.subject_id;
  END LOOP;
  DELETE FROM fq.subjects_joinedrow WHERE joining = c.uid;
END $$;
"""

OWNERS = r"""
REVOKE ALL ON FUNCTION join_files(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION separate_files(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION join_files(uuid), separate_files(uuid) TO fq_web;
GRANT CREATE ON SCHEMA fq TO fq_joiner;
ALTER FUNCTION join_files(uuid) OWNER TO fq_joiner;
ALTER FUNCTION separate_files(uuid) OWNER TO fq_joiner;
REVOKE CREATE ON SCHEMA fq FROM fq_joiner;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0001_job_queue_rights"), ("subjects", "0007_joinings"), ("casework", "0004_induction_groups_and_plans"),
        ("supervision", "0002_appointments"), ("procedures", "0007_matters_by_place_and_day"),
        ("documents", "0007_attachments"), ("letters", "0004_walls_of_waiting_letters"), ("notices", "0003_about_at"),
        ("oversight", "0003_sealings"),
    ]  # fmt: skip
    operations = [
        migrations.RunSQL(part, migrations.RunSQL.noop)
        for part in (TRIGGERS, TABLES, PREVIEW, INNER, JOIN, SEPARATE, OWNERS)
    ]
