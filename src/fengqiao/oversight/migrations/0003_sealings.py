"""Sealing a minor's record: who proposed, who settled it, what was moved; who looked into a sealed record, and why.

`seal_person` belongs to the role that moves rows. It asks itself for what the law asks: two people, an ended correction. What it
cannot move it counts, and it refuses to end while anything about the person lies outside the sealed store (THREATS T82).
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE oversight_sealing ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE oversight_sealedlook ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table(t), fq_stamp(t) FROM unnest(ARRAY['oversight_sealing', 'oversight_sealedlook']) AS t;
SELECT fq_grant_write('oversight_sealing',
  ARRAY['uid', 'area', 'subject_id', 'paper', 'words', 'proposed_at', 'proposed_by_id', 'proposed_post_id',
    'settled_at', 'settled_by_id', 'is_agreed', 'answer', 'sealed_at', 'certificate'],
  ARRAY['settled_at', 'settled_by_id', 'is_agreed', 'answer']);
SELECT fq_grant_write('oversight_sealedlook',
  ARRAY['uid', 'area', 'subject_id', 'person_id', 'post_id', 'ground', 'organ', 'paper', 'reason_sealed', 'opened_at',
    'until', 'closed_at'],
  ARRAY['closed_at']);
-- A proposal begins without an answer; that a record is sealed only `seal_person` writes.
CREATE FUNCTION fq_sealing_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF num_nonnulls(NEW.settled_at, NEW.settled_by_id, NEW.is_agreed, NEW.sealed_at, NEW.certificate) > 0 THEN
    RAISE EXCEPTION 'oversight_sealing: a proposal has no answer yet' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_sealing_begins() FROM PUBLIC;
CREATE TRIGGER begins BEFORE INSERT ON oversight_sealing FOR EACH ROW EXECUTE FUNCTION fq.fq_sealing_begins();
CREATE TRIGGER written_once BEFORE UPDATE ON oversight_sealing FOR EACH ROW EXECUTE FUNCTION fq.fq_written_once();
CREATE TRIGGER written_once BEFORE UPDATE ON oversight_sealedlook FOR EACH ROW EXECUTE FUNCTION fq.fq_written_once();

-- Nobody looks into a record that is not sealed by this way: those have a gate of their own.
ALTER TABLE oversight_sealedlook ADD CONSTRAINT oversight_looks_into_sealed_only CHECK (starts_with(area, 'z'));

-- A code that was printed on a paper answers like one that nobody ever printed: once hidden, for good.
CREATE OR REPLACE FUNCTION fq_token_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.state = 'hidden' OR (OLD.state IN ('withdrawn', 'replaced') AND NEW.state <> 'hidden') OR NEW.state = 'issued' THEN
    RAISE EXCEPTION 'documents_token: a void paper stays void' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE POLICY mover ON subjects_identity TO fq_mover USING (true);
GRANT SELECT, DELETE ON subjects_identity TO fq_mover;
GRANT UPDATE (state, papers, refused) ON documents_printbatch TO fq_mover;
GRANT UPDATE (content_sealed) ON documents_printpart TO fq_mover;
GRANT UPDATE (state, content_sealed) ON desk_export TO fq_mover;
GRANT UPDATE (sealed_at, certificate) ON oversight_sealing TO fq_mover;

-- What lies outside of every area about a person in scope: counted, never told whose it is.
CREATE FUNCTION fq_sealing_outlook(p_subject bigint) RETURNS jsonb LANGUAGE sql STABLE
  SET search_path = pg_catalog, fq, pg_temp AS $$
  SELECT jsonb_build_object(
    'letters', (SELECT count(*) FROM fq.letters_sent s WHERE s.subject_id = p_subject AND s.sent_on IS NOT NULL),
    'papers', (SELECT count(*) FROM fq.documents_event e WHERE e.subject_id = p_subject AND e.what = 'delivered'),
    'checks', (SELECT count(*) FROM fq.subjects_countycheck c WHERE c.subject_id <> p_subject AND c.pair IN
      (SELECT pair FROM fq.subjects_countycheck WHERE subject_id = p_subject)))
$$;
REVOKE ALL ON FUNCTION fq_sealing_outlook(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fq_sealing_outlook(bigint) TO fq_mover;

-- The preview: how many rows of each table would be moved, and what lies with others.
CREATE FUNCTION preview_sealing(p_uid uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  person bigint;
BEGIN
  SELECT id INTO person FROM fq.subjects_subject WHERE uid = p_uid AND fq.fq_in_scope(area);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'preview_sealing: not found' USING ERRCODE = 'no_data_found';
  END IF;
  RETURN jsonb_build_object(
    'rows', (SELECT coalesce(jsonb_object_agg(name, within + outside), '{}') FROM fq.fq_rows_about(person, 'z')),
    'elsewhere', fq.fq_sealing_outlook(person));
END $$;

-- Everything about the person leaves every area; what was made of it for a time is forgotten; the rest is counted.
CREATE FUNCTION seal_person(p_sealing uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  s fq.oversight_sealing%ROWTYPE;
  person fq.subjects_subject%ROWTYPE;
  lists bigint; prints bigint; claims bigint;
  told jsonb;
BEGIN
  SELECT * INTO s FROM fq.oversight_sealing WHERE uid = p_sealing FOR UPDATE;
  IF NOT FOUND OR NOT fq.fq_in_scope(s.area) THEN
    RAISE EXCEPTION 'seal_person: not found' USING ERRCODE = 'no_data_found';
  END IF;
  IF s.is_agreed IS NOT TRUE OR s.settled_by_id = s.proposed_by_id OR s.sealed_at IS NOT NULL THEN
    RAISE EXCEPTION 'seal_person: not settled by a second person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO person FROM fq.subjects_subject WHERE id = s.subject_id FOR UPDATE;
  IF person.state NOT IN ('discharged', 'terminated') THEN
    RAISE EXCEPTION 'seal_person: the correction has not ended' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM fq.subjects_identity WHERE subject_uid = person.uid;
  GET DIAGNOSTICS claims = ROW_COUNT;
  -- Files somebody may still fetch: a list of these places, a batch with one of the papers. Who needs one asks again.
  UPDATE fq.desk_export SET state = 'expired', content_sealed = NULL
    WHERE state IN ('building', 'ready') AND starts_with(person.area, area);
  GET DIAGNOSTICS lists = ROW_COUNT;
  UPDATE fq.documents_printpart SET content_sealed = NULL WHERE batch_id IN (
    SELECT b.id FROM fq.documents_printbatch b, jsonb_array_elements(b.papers) AS p
    JOIN fq.documents_paper d ON d.uid::text = p ->> 0 WHERE d.subject_id = person.id);
  UPDATE fq.documents_printbatch SET state = 'expired', papers = '[]', refused = '[]' WHERE id IN (
    SELECT b.id FROM fq.documents_printbatch b, jsonb_array_elements(b.papers) AS p
    JOIN fq.documents_paper d ON d.uid::text = p ->> 0 WHERE d.subject_id = person.id);
  GET DIAGNOSTICS prints = ROW_COUNT;
  -- The number that messages went to, unless somebody else of the place is written to under it.
  UPDATE fq.notices_line l SET area = 'z' || l.area WHERE starts_with(person.area, l.area) AND l.number_hash IN (
      SELECT to_hash FROM fq.notices_message WHERE subject_id = person.id)
    AND NOT EXISTS (SELECT FROM fq.notices_message m WHERE m.to_hash = l.number_hash AND m.area = l.area
      AND m.subject_id IS DISTINCT FROM person.id);
  PERFORM fq.fq_restamp(person.id, '', 'z');
  SELECT jsonb_build_object('rows', jsonb_object_agg(name, within), 'left', coalesce(sum(outside), 0),
      'forgotten', jsonb_build_object('claims', claims, 'lists', lists, 'prints', prints),
      'elsewhere', fq.fq_sealing_outlook(person.id))
    INTO told FROM fq.fq_rows_about(person.id, 'z');
  IF (told ->> 'left')::bigint <> 0 THEN
    RAISE EXCEPTION 'seal_person: something about the person is left outside' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE fq.oversight_sealing SET sealed_at = clock_timestamp(), certificate = told WHERE id = s.id;
  RETURN told;
END $$;

REVOKE ALL ON FUNCTION preview_sealing(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION seal_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION preview_sealing(uuid) TO fq_web, fq_worker;
GRANT EXECUTE ON FUNCTION seal_person(uuid) TO fq_web, fq_worker;
GRANT CREATE ON SCHEMA fq TO fq_mover;
ALTER FUNCTION preview_sealing(uuid) OWNER TO fq_mover;
ALTER FUNCTION seal_person(uuid) OWNER TO fq_mover;
REVOKE CREATE ON SCHEMA fq FROM fq_mover;
"""
_NOW = django.db.models.functions.datetime.Now()


def _to(model, **how):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, **how)


def _row():
    return [
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("uid", models.UUIDField(editable=False, unique=True)),
        ("area", models.CharField(db_collation="C", max_length=12)),
        ("recorded_at", models.DateTimeField(db_default=_NOW, editable=False)),
        ("subject", _to("subjects.subject", db_constraint=False)),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0002_findings"), ("kit", "0003_moving_rows"), ("subjects", "0006_data_requests"),
        ("documents", "0007_attachments"), ("letters", "0004_walls_of_waiting_letters"), ("desk", "0010_walls_of_foresight"),
        ("notices", "0003_about_at"),
    ]
    operations = [
        migrations.CreateModel(
            name="Sealing",
            fields=[
                *_row(),
                ("paper", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", _to("users.person")),
                ("proposed_post", _to("users.post")),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", _to("users.person", null=True)),
                ("is_agreed", models.BooleanField(null=True)),
                ("answer", models.TextField(default="")),
                ("sealed_at", models.DateTimeField(null=True)),
                ("certificate", models.JSONField(null=True)),
            ],
            options={
                "db_table": "oversight_sealing",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "area"), condition=models.Q(("settled_at", None)),
                        name="oversight_one_sealing_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by", None),
                            models.Q(("settled_by", models.F("proposed_by")), _negated=True), _connector="OR",
                        ),
                        name="oversight_nobody_settles_the_own_sealing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_agreed", None), ("settled_at", None), ("settled_by", None)),
                            models.Q(("is_agreed__isnull", False), ("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="oversight_a_sealing_is_settled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sealed_at", None), ("is_agreed", True), _connector="OR"),
                        name="oversight_sealed_when_agreed",
                    ),
                ],
                "indexes": [models.Index(fields=["area", "-id"], name="oversight_sealing_by_place")],
            },
        ),
        migrations.CreateModel(
            name="SealedLook",
            fields=[
                *_row(),
                ("person", _to("users.person")),
                ("post", _to("users.post")),
                ("ground", models.CharField(max_length=12)),
                ("organ", models.CharField(max_length=120)),
                ("paper", models.CharField(max_length=200)),
                ("reason_sealed", models.BinaryField()),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "oversight_sealedlook",
                "indexes": [models.Index(fields=["area", "-id"], name="oversight_look_by_place")],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
