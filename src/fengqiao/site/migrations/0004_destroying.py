"""What is known of a person is destroyed when its time has come: the only way in which a fact leaves the database.

It stands here because it touches the tables of every room. `erase_person` is called by the door within its act and asks
for itself: a row of `subjects_erasure` that two people have settled, the file inside the caller's scope, nothing against it.
A restore calls `fq_erase` for every name on the list of erasures, as the role that owns it.
"""

from django.db import migrations

INNER = r"""
-- The tables that hold something of a person, those that hang on others first.
CREATE FUNCTION fq_person_tables(OUT name text, OUT depth integer) RETURNS SETOF record LANGUAGE sql STABLE
  SET search_path = pg_catalog, fq, pg_temp AS $$
  WITH RECURSIVE held AS (
    SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'fq'::regnamespace AND c.relkind = 'r' AND (c.relname = 'subjects_subject'
      OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'subject_id' AND NOT a.attisdropped))
  ), deep (oid, depth) AS (
    SELECT oid, 0 FROM held
    UNION ALL
    SELECT k.conrelid, deep.depth + 1 FROM deep JOIN pg_constraint k ON k.confrelid = deep.oid AND k.contype = 'f'
      AND k.conrelid <> k.confrelid JOIN held ON held.oid = k.conrelid WHERE deep.depth < 9
  )
  SELECT c.relname::text, max(deep.depth) FROM deep JOIN pg_class c ON c.oid = deep.oid GROUP BY 1 ORDER BY 2 DESC, 1
$$;

-- One table's rows: taken out, counted and hashed.
CREATE FUNCTION fq_erase_rows(p_table text, p_condition text, p_subject bigint) RETURNS jsonb LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE told jsonb;
BEGIN
  EXECUTE format($q$WITH gone AS (DELETE FROM fq.%I AS r WHERE %s RETURNING r.*), each AS (
    SELECT encode(sha256(convert_to(gone::text, 'UTF8')), 'hex') AS hash FROM gone)
    SELECT jsonb_build_object('rows', count(*), 'sha256', encode(sha256(convert_to(coalesce(string_agg(hash, '' ORDER BY hash), ''),
      'UTF8')), 'hex')) FROM each$q$, p_table, p_condition) INTO told USING p_subject;
  RETURN told;
END $$;

-- Everything of one kind about a person. Answers per table the rows and their hash, and the names that must not come back.
CREATE FUNCTION fq_erase(p_subject bigint, p_kind text) RETURNS jsonb LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  t record;
  told jsonb := '{}';
  one jsonb;
  names uuid[];
  numbers jsonb;
BEGIN
  names := ARRAY(SELECT uid FROM fq.subjects_subject WHERE id = p_subject);
  IF p_kind NOT IN ('file', 'messages') OR cardinality(names) = 0 THEN
    RAISE EXCEPTION 'fq_erase: not found' USING ERRCODE = 'no_data_found';
  END IF;
  -- The files that went into this one: an older backup holds them under their own names.
  names := names || ARRAY(SELECT joined FROM fq.subjects_joining WHERE subject_id = p_subject AND state IN ('joined', 'parting'));
  numbers := (SELECT coalesce(jsonb_agg(number ORDER BY id), '[]') FROM fq.documents_paper WHERE subject_id = p_subject);
  told := told || jsonb_build_object('notices_delivery', fq.fq_erase_rows('notices_delivery',
    'r.message_id IN (SELECT id FROM fq.notices_message WHERE subject_id = $1)', p_subject));
  IF p_kind = 'file' THEN
    told := told || jsonb_build_object('letters_event', fq.fq_erase_rows('letters_event',
      'r.sent_id IN (SELECT id FROM fq.letters_sent WHERE subject_id = $1) OR '
      'r.arrived_id IN (SELECT id FROM fq.letters_arrived WHERE subject_id = $1)', p_subject));
  END IF;
  FOR t IN SELECT * FROM fq.fq_person_tables() WHERE p_kind = 'file' OR name IN ('notices_message', 'notices_notice') LOOP
    one := fq.fq_erase_rows(t.name, CASE WHEN t.name = 'subjects_subject' THEN 'r.id = $1' ELSE 'r.subject_id = $1' END, p_subject);
    told := told || jsonb_build_object(t.name, one);
  END LOOP;
  IF p_kind = 'file' THEN
    DELETE FROM fq.subjects_identity WHERE subject_uid = ANY (names);
  END IF;
  RETURN jsonb_build_object('tables', (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(told)
    WHERE (value ->> 'rows')::bigint > 0), 'papers', CASE WHEN p_kind = 'file' THEN numbers ELSE '[]' END, 'uids', to_jsonb(names));
END $$;

-- What keeps a file from being destroyed now. Run by whoever asks, under the own policies.
CREATE FUNCTION fq_erasing_obstacles(p_subject bigint) RETURNS TABLE (what text) LANGUAGE sql STABLE
  SET search_path = pg_catalog, fq, pg_temp AS $$
  SELECT 'hold' WHERE EXISTS (SELECT FROM fq.subjects_hold WHERE subject_id = p_subject AND lifted_at IS NULL)
  UNION ALL SELECT 'running' WHERE EXISTS (SELECT FROM fq.procedures_matter WHERE subject_id = p_subject AND ended_at IS NULL)
  UNION ALL SELECT 'request' WHERE EXISTS (SELECT FROM fq.subjects_datarequest WHERE subject_id = p_subject AND state = 'open')
  UNION ALL SELECT 'correction' WHERE EXISTS (SELECT FROM fq.subjects_correction WHERE subject_id = p_subject AND state = 'waiting')
  UNION ALL SELECT 'joining' WHERE EXISTS (SELECT FROM fq.subjects_joining WHERE state IN ('proposed', 'parting')
    AND (subject_id = p_subject OR joined_row = p_subject))
  UNION ALL SELECT 'lent' WHERE EXISTS (SELECT FROM fq.documents_archive WHERE subject_id = p_subject AND stage = 'lent')
  UNION ALL SELECT 'stands' WHERE EXISTS (SELECT FROM fq.subjects_subject WHERE id = p_subject AND ended_on IS NULL)
$$;
"""

OUTER = r"""
CREATE FUNCTION erase_person(p_erasure uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  e fq.subjects_erasure%ROWTYPE;
  p fq.subjects_subject%ROWTYPE;
BEGIN
  SELECT * INTO e FROM fq.subjects_erasure WHERE uid = p_erasure FOR UPDATE;
  SELECT * INTO p FROM fq.subjects_subject WHERE uid = e.person FOR UPDATE;
  IF p.id IS NULL OR e.is_agreed IS NOT TRUE OR e.decided_by IS NULL OR e.decided_by = e.proposed_by OR e.erased_at IS NOT NULL
      OR NOT fq.fq_in_scope(e.area) OR NOT fq.fq_in_scope(p.area) THEN
    RAISE EXCEPTION 'erase_person: not found' USING ERRCODE = 'no_data_found';
  END IF;
  IF EXISTS (SELECT FROM fq.fq_erasing_obstacles(p.id)) THEN
    RAISE EXCEPTION 'erase_person: something keeps it' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN fq.fq_erase(p.id, e.kind);
END $$;

GRANT SELECT, UPDATE (erased_at) ON subjects_erasure TO fq_eraser;
CREATE POLICY eraser ON subjects_erasure TO fq_eraser USING (true);
GRANT SELECT, DELETE ON subjects_identity TO fq_eraser;
CREATE POLICY eraser ON subjects_identity TO fq_eraser USING (true);
GRANT UPDATE (area) ON subjects_subject TO fq_eraser;  -- so that it may lock the row
REVOKE ALL ON FUNCTION fq_person_tables() FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_erase_rows(text, text, bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_erase(bigint, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION fq_erasing_obstacles(bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION erase_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_person_tables(), fq_erase_rows(text, text, bigint), fq_erase(bigint, text) TO fq_eraser;
GRANT EXECUTE ON FUNCTION fq_erasing_obstacles(bigint) TO fq_web, fq_worker, fq_eraser;
GRANT EXECUTE ON FUNCTION erase_person(uuid) TO fq_web;
GRANT CREATE ON SCHEMA fq TO fq_eraser;
ALTER FUNCTION erase_person(uuid) OWNER TO fq_eraser;
REVOKE CREATE ON SCHEMA fq FROM fq_eraser;
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0003_changed_places"), ("subjects", "0010_retention")]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in (INNER, OUTER)]
