"""The two definer functions that carry a confirmed change of places out.

Neither asks who calls it. What authorises a move is the row of the change: of places, confirmed by a second person, its
day come, not undone (THREATS T13). `settle_place` makes names, ends, posts and the offices' own rows follow, once;
`follow_place` moves one file and is asked again until none is left. They stand here because they touch every room.
"""

from django.db import migrations

SQL = r"""
GRANT SELECT ON law_change, areas_place, areas_office, areas_settled TO fq_mover;
GRANT INSERT (change, on_day) ON areas_settled TO fq_mover;
GRANT UPDATE (name, kind, pinyin, initials, valid_from, valid_to) ON areas_place TO fq_mover;
GRANT UPDATE (name, short_name) ON areas_office TO fq_mover;
GRANT SELECT, UPDATE (mark) ON kit_edition TO fq_mover;
GRANT SELECT, UPDATE (to_day, ended_by_id),
  INSERT (uid, account_id, role, area, from_day, to_day, document, given_by_id, created_at) ON users_post TO fq_mover;
GRANT SELECT, UPDATE (to_day, ended_by_id),
  INSERT (uid, institution, office, power, from_day, to_day, document, given_by_id, created_at) ON users_delegation TO fq_mover;
GRANT SELECT, UPDATE (area) ON letters_organ TO fq_mover;
-- A claim of a number tells its county of a match: it goes where the place went.
GRANT UPDATE (area) ON subjects_identity TO fq_mover;

-- As in documents/0002; a series that goes with its office keeps its count.
CREATE OR REPLACE FUNCTION fq_count_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.area <> OLD.area AND NEW.last = OLD.last THEN
    RETURN NEW;
  END IF;
  IF (TG_OP = 'INSERT' AND NEW.last <> 1) OR (TG_OP = 'UPDATE' AND NEW.last <> OLD.last + 1) THEN
    RAISE EXCEPTION 'documents_counter: numbers follow each other' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- A change of places that may be carried out on this day.
CREATE FUNCTION fq_place_change(p_change uuid, p_day date) RETURNS fq.law_change LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  c fq.law_change%ROWTYPE;
BEGIN
  SELECT * INTO c FROM fq.law_change l WHERE l.uid = p_change AND l.kind = 'place' AND l.state = 'confirmed'
    AND l.valid_from <= p_day AND NOT EXISTS (SELECT FROM fq.law_change u WHERE u.kind = 'place' AND u.state = 'confirmed'
      AND u.valid_from <= p_day AND u.said ->> 'undoes' = p_change::text);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'places: not found' USING ERRCODE = 'no_data_found';
  END IF;
  RETURN c;
END $$;

-- What lies in the office itself and is about nobody: papers and letters, notices, kept views, prints, findings. What is
-- there twice stays. Counts and previews are made again.
CREATE FUNCTION fq_move_office(p_from text, p_to text) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  t record;
  r record;
BEGIN
  FOR t IN
    SELECT c.relname AS name, s.attnum IS NOT NULL AS is_about FROM pg_class c
    JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'mover'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area'
    LEFT JOIN pg_attribute s ON s.attrelid = c.oid AND s.attname = 'subject_id' AND NOT s.attisdropped
    WHERE c.relnamespace = 'fq'::regnamespace AND c.relname NOT IN ('subjects_subject', 'subjects_identity', 'desk_tally',
        'desk_foreseen', 'desk_foresight', 'procedures_clockrun', 'documents_counter')
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
    ORDER BY 1
  LOOP
    FOR r IN EXECUTE format('SELECT id FROM fq.%I WHERE area = $1', t.name)
        || CASE WHEN t.is_about THEN ' AND subject_id IS NULL' ELSE '' END USING p_from
    LOOP
      BEGIN
        EXECUTE format('UPDATE fq.%I SET area = $1 WHERE id = $2', t.name) USING p_to, r.id;
      EXCEPTION WHEN unique_violation THEN
        NULL;
      END;
    END LOOP;
  END LOOP;
END $$;

-- Posts and delegated powers: ended where they were, given where they are now, by whoever confirmed and on the same paper.
CREATE FUNCTION fq_move_posts(c fq.law_change, p_from text, p_to text, p_day date) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, fq, pg_temp AS $$
BEGIN
  WITH followed AS (
    UPDATE fq.users_post p SET to_day = greatest(p.from_day, p_day), ended_by_id = c.settled_person FROM fq.users_post was
    WHERE p.id = was.id AND p.area = p_from AND (p.to_day IS NULL OR p.to_day > p_day)
      AND (c.said -> 'roles' ? p.role OR c.said -> 'roles' ? '*')
    RETURNING p.account_id, p.role, was.from_day, was.to_day)
  INSERT INTO fq.users_post (uid, account_id, role, area, from_day, to_day, document, given_by_id, created_at)
    SELECT gen_random_uuid(), account_id, role, p_to, greatest(from_day, p_day), to_day, left(c.document, 80),
      c.settled_person, clock_timestamp()
    FROM followed;
  -- A power that was delegated stays with the office only while its institution stays: another county delegates anew.
  WITH ended AS (
    UPDATE fq.users_delegation d SET to_day = greatest(d.from_day, p_day), ended_by_id = c.settled_person
    FROM fq.users_delegation was
    WHERE d.id = was.id AND p_from IN (d.office, d.institution) AND (d.to_day IS NULL OR d.to_day > p_day)
      AND (c.said -> 'roles' ? '*' OR c.said -> 'ends' ? d.office)
    RETURNING coalesce(c.said -> 'moves' ->> d.institution, d.institution) AS institution,
      coalesce(c.said -> 'moves' ->> d.office, d.office) AS office, d.power, was.from_day, was.to_day, d.document)
  INSERT INTO fq.users_delegation (uid, institution, office, power, from_day, to_day, document, given_by_id, created_at)
    SELECT gen_random_uuid(), institution, office, power, greatest(from_day, p_day), to_day, document, c.settled_person,
      clock_timestamp()
    FROM ended WHERE c.said -> 'roles' ? '*' AND starts_with(office, institution);
END $$;

CREATE FUNCTION settle_place(p_change uuid, p_day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  c fq.law_change%ROWTYPE := fq.fq_place_change(p_change, p_day);
  n record;
  m record;
BEGIN
  INSERT INTO fq.areas_settled (change, on_day) VALUES (p_change, p_day) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  FOR n IN SELECT key, value FROM jsonb_each(c.said -> 'names') LOOP
    UPDATE fq.areas_place SET name = n.value ->> 'name', kind = n.value ->> 'kind', pinyin = n.value ->> 'pinyin',
      initials = n.value ->> 'initials' WHERE code = n.key;
    UPDATE fq.areas_office SET name = n.value ->> 'office', short_name = n.value ->> 'short'
      WHERE area = n.key AND kind = CASE WHEN length(n.key) >= 9 THEN 'justice_office' ELSE 'cc_institution' END
        AND n.value ->> 'office' <> '';
  END LOOP;
  UPDATE fq.areas_place SET valid_to = c.valid_from WHERE c.said -> 'ends' ? code;
  UPDATE fq.areas_place SET valid_to = NULL WHERE c.said -> 'opens' ? code;
  UPDATE fq.areas_place SET valid_from = c.valid_from WHERE c.said -> 'begins' ? code;
  FOR m IN SELECT key AS was, value AS now FROM jsonb_each_text(c.said -> 'moves') ORDER BY 1 LOOP
    PERFORM fq.fq_move_posts(c, m.was, m.now, p_day);
    IF (c.said ->> 'offices')::boolean THEN
      PERFORM fq.fq_move_office(m.was, m.now);
      PERFORM fq.fq_restamp(NULL, 'z' || m.was, 'z' || m.now);
      UPDATE fq.subjects_identity SET area = m.now WHERE area = m.was;
    END IF;
    IF (c.said ->> 'series')::boolean THEN
      UPDATE fq.documents_counter d SET area = m.now WHERE d.area = m.was AND NOT EXISTS (SELECT FROM fq.documents_counter o
        WHERE o.area = m.now AND (o.char, o.year, o.minors) = (d.char, d.year, d.minors));
      UPDATE fq.letters_organ SET area = m.now WHERE area = m.was;
    END IF;
  END LOOP;
  RETURN true;
END $$;

-- One file, when the change says that it goes; whether it went. A caller without both places in scope finds nothing.
CREATE FUNCTION follow_place(p_change uuid, p_subject bigint, p_day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  c fq.law_change%ROWTYPE := fq.fq_place_change(p_change, p_day);
  was text;
  lives text;
  goes text;
BEGIN
  SELECT area, residence_code INTO was, lives FROM fq.subjects_subject WHERE id = p_subject FOR UPDATE;
  IF (c.said ->> 'receipts')::boolean THEN  -- taken back: only where the last move was this change's, and to where it came from
    SELECT m.from_area INTO goes FROM fq.subjects_move m WHERE m.subject_id = p_subject
      AND m.id = (SELECT max(id) FROM fq.subjects_move WHERE subject_id = p_subject)
      AND m.change::text = c.said ->> 'undoes' AND m.to_area = was;
  ELSIF jsonb_array_length(c.said -> 'villages') = 0 OR c.said -> 'villages' ? coalesce(lives, '') THEN
    goes := c.said -> 'moves' ->> was;
  END IF;
  IF goes IS NULL OR NOT fq.fq_in_scope(was) OR NOT fq.fq_in_scope(goes) THEN
    RETURN false;
  END IF;
  PERFORM fq.fq_restamp(p_subject, was, goes);
  INSERT INTO fq.subjects_move (uid, area, subject_id, change, from_area, to_area, on_day)
    VALUES (gen_random_uuid(), goes, p_subject, p_change, was, goes, p_day);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION fq_place_change(uuid, date), fq_move_office(text, text),
  fq_move_posts(fq.law_change, text, text, date), settle_place(uuid, date), follow_place(uuid, bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_place_change(uuid, date), fq_move_office(text, text),
  fq_move_posts(fq.law_change, text, text, date) TO fq_mover;
GRANT EXECUTE ON FUNCTION settle_place(uuid, date), follow_place(uuid, bigint, date) TO fq_worker;
GRANT CREATE ON SCHEMA fq TO fq_mover;
ALTER FUNCTION settle_place(uuid, date) OWNER TO fq_mover;
ALTER FUNCTION follow_place(uuid, bigint, date) OWNER TO fq_mover;
REVOKE CREATE ON SCHEMA fq FROM fq_mover;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0002_joining_files"), ("subjects", "0008_moves"), ("areas", "0003_changed_places"),
        ("law", "0002_walls_of_changes"), ("users", "0002_rights_of_the_doors"), ("oversight", "0003_sealings"),
        ("documents", "0007_attachments"), ("letters", "0004_walls_of_waiting_letters"),
    ]  # fmt: skip
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
