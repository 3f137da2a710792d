"""Policies, column rights, and the two definer functions that join the copies of a letter.

Staff write the sender's copy and never an addressee's, unless the letter came from outside of this system. Whether a letter
inside it was received or answered only `carry_letter` and `confirm_letter` write (DATABASE 7).
"""

from django.db import migrations

SQL = r"""
ALTER TABLE letters_sent ADD CONSTRAINT letters_sent_id_area UNIQUE (id, area);
ALTER TABLE letters_arrived ADD CONSTRAINT letters_arrived_id_area UNIQUE (id, area);
ALTER TABLE letters_event ADD FOREIGN KEY (sent_id, area) REFERENCES letters_sent (id, area) ON UPDATE CASCADE;
ALTER TABLE letters_event ADD FOREIGN KEY (arrived_id, area) REFERENCES letters_arrived (id, area) ON UPDATE CASCADE;

SELECT fq_case_table(t), fq_stamp(t) FROM unnest(ARRAY['letters_sent', 'letters_arrived', 'letters_event']) AS t;

SELECT fq_grant_write('letters_sent',
  ARRAY['uid', 'area', 'subject_id', 'matter', 'kind', 'title', 'way', 'sent_on', 'body_sealed', 'papers', 'minors',
    'wants_answer', 'reply_to', 'receipt_on', 'answered_on', 'answered_by', 'told_at', 'act', 'sender', 'to_kind',
    'to_area', 'to_name', 'due_on', 'carried_at'],
  ARRAY['receipt_on', 'answered_on', 'answered_by', 'told_at']);
SELECT fq_grant_write('letters_arrived',
  ARRAY['uid', 'area', 'subject_id', 'matter', 'kind', 'title', 'way', 'sent_on', 'body_sealed', 'papers', 'minors',
    'wants_answer', 'reply_to', 'receipt_on', 'answered_on', 'answered_by', 'told_at', 'from_kind', 'from_area',
    'from_name', 'number', 'arrived_on'],
  ARRAY['answered_on', 'answered_by', 'told_at']);
SELECT fq_grant_write('letters_event',
  ARRAY['uid', 'area', 'sent_id', 'arrived_id', 'what', 'at', 'happened_on', 'person', 'name', 'office',
    'detail_sealed'], ARRAY[]::text[]);

-- What a door may not write: an addressee's copy of a letter inside this system; that a letter was carried; whether one
-- inside this system arrived or was answered; and anything a second time.
CREATE FUNCTION fq_letter_wall() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  by_door boolean := current_user IN ('fq_web', 'fq_worker');
BEGIN
  IF TG_OP = 'INSERT' AND by_door AND (
      (TG_TABLE_NAME = 'letters_arrived' AND NEW.way <> 'hand')
      OR (TG_TABLE_NAME = 'letters_sent'
        AND num_nonnulls(NEW.receipt_on, NEW.answered_on, NEW.answered_by, to_jsonb(NEW) ->> 'carried_at') > 0)) THEN
    RAISE EXCEPTION '%: the letter is carried', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND by_door AND NEW.way <> 'hand' AND (NEW.receipt_on, NEW.answered_on, NEW.answered_by)
      IS DISTINCT FROM (OLD.receipt_on, OLD.answered_on, OLD.answered_by) THEN
    RAISE EXCEPTION '%: the letter is carried', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND ((OLD.receipt_on IS NOT NULL AND NEW.receipt_on IS DISTINCT FROM OLD.receipt_on)
      OR (OLD.answered_on IS NOT NULL AND (NEW.answered_on, NEW.answered_by)
        IS DISTINCT FROM (OLD.answered_on, OLD.answered_by))) THEN
    RAISE EXCEPTION '%: written once', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_letter_wall() FROM PUBLIC;
CREATE TRIGGER wall BEFORE INSERT OR UPDATE ON letters_sent FOR EACH ROW EXECUTE FUNCTION fq.fq_letter_wall();
CREATE TRIGGER wall BEFORE INSERT OR UPDATE ON letters_arrived FOR EACH ROW EXECUTE FUNCTION fq.fq_letter_wall();

-- The addressee's copy, once. An answer goes to where the first letter lies now, not to the address written on it, and joins
-- that side's person and matter.
CREATE FUNCTION carry_letter(p_uid uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  l fq.letters_sent%ROWTYPE;
  first fq.letters_sent%ROWTYPE;
  name text;
BEGIN
  SELECT * INTO l FROM fq.letters_sent WHERE uid = p_uid FOR UPDATE;
  IF NOT FOUND OR l.way <> 'platform' OR NOT fq.fq_in_scope(l.area) OR NOT fq.fq_in_scope(l.sender)
      OR NOT starts_with(l.area, l.sender) THEN
    RAISE EXCEPTION 'carry_letter: not found' USING ERRCODE = 'no_data_found';
  END IF;
  IF l.carried_at IS NOT NULL THEN
    RETURN false;
  END IF;
  IF l.reply_to IS NOT NULL THEN
    PERFORM 1 FROM fq.letters_arrived a WHERE a.uid = l.reply_to AND a.area = l.area FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'carry_letter: not found' USING ERRCODE = 'no_data_found';
    END IF;
    SELECT * INTO first FROM fq.letters_sent WHERE uid = l.reply_to FOR UPDATE;
  END IF;
  SELECT coalesce(max(o.name), l.sender) INTO name FROM fq.areas_office o WHERE o.area = l.sender
    AND o.kind = CASE WHEN length(l.sender) >= 9 THEN 'justice_office' ELSE 'cc_institution' END;
  INSERT INTO fq.letters_arrived (uid, area, subject_id, matter, kind, title, way, sent_on, body_sealed, papers, minors,
      wants_answer, reply_to, from_kind, from_area, from_name, number, arrived_on)
    SELECT l.uid, coalesce(first.area, l.to_area), first.subject_id, first.matter, l.kind, l.title, l.way, l.sent_on,
      l.body_sealed, (SELECT coalesce(jsonb_agg(p - 'uid'), '[]') FROM jsonb_array_elements(l.papers) AS p), l.minors,
      l.wants_answer, l.reply_to, 'other_institution', l.sender, name, coalesce(l.papers -> 0 ->> 'number', ''), l.sent_on
    ON CONFLICT (uid) DO NOTHING;
  UPDATE fq.letters_sent SET carried_at = clock_timestamp() WHERE uid = l.uid;
  IF l.reply_to IS NOT NULL THEN
    UPDATE fq.letters_sent SET answered_on = l.sent_on, answered_by = l.uid
      WHERE uid = l.reply_to AND answered_by IS NULL;
    UPDATE fq.letters_arrived SET answered_on = l.sent_on, answered_by = l.uid
      WHERE uid = l.reply_to AND answered_by IS NULL;
  END IF;
  RETURN true;
END $$;

-- The addressee has it: on both copies, once.
CREATE FUNCTION confirm_letter(p_uid uuid, p_on date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  l fq.letters_arrived%ROWTYPE;
BEGIN
  SELECT * INTO l FROM fq.letters_arrived WHERE uid = p_uid FOR UPDATE;
  IF NOT FOUND OR l.way <> 'platform' OR NOT fq.fq_in_scope(l.area) THEN
    RAISE EXCEPTION 'confirm_letter: not found' USING ERRCODE = 'no_data_found';
  END IF;
  IF l.receipt_on IS NOT NULL THEN
    RETURN false;
  END IF;
  UPDATE fq.letters_arrived SET receipt_on = greatest(p_on, l.arrived_on) WHERE uid = p_uid;
  UPDATE fq.letters_sent SET receipt_on = greatest(p_on, l.arrived_on) WHERE uid = p_uid AND receipt_on IS NULL;
  RETURN true;
END $$;

CREATE POLICY carrier ON letters_sent TO fq_carrier USING (true);
CREATE POLICY carrier ON letters_arrived TO fq_carrier USING (true);
GRANT USAGE ON SCHEMA fq TO fq_carrier;
GRANT EXECUTE ON FUNCTION fq_in_scope(text) TO fq_carrier;
GRANT SELECT ON letters_sent, letters_arrived TO fq_carrier;
GRANT SELECT (area, kind, name) ON areas_office TO fq_carrier;
GRANT UPDATE (carried_at, receipt_on, answered_on, answered_by) ON letters_sent TO fq_carrier;
GRANT UPDATE (receipt_on, answered_on, answered_by) ON letters_arrived TO fq_carrier;
GRANT INSERT (uid, area, subject_id, matter, kind, title, way, sent_on, body_sealed, papers, minors, wants_answer,
  reply_to, from_kind, from_area, from_name, number, arrived_on) ON letters_arrived TO fq_carrier;
REVOKE ALL ON FUNCTION carry_letter(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION confirm_letter(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION carry_letter(uuid) TO fq_web, fq_worker;
GRANT EXECUTE ON FUNCTION confirm_letter(uuid, date) TO fq_web, fq_worker;
-- The functions belong to a small role with these columns alone: FORCE would bind the owner too (DATABASE 1).
GRANT CREATE ON SCHEMA fq TO fq_carrier;
ALTER FUNCTION carry_letter(uuid) OWNER TO fq_carrier;
ALTER FUNCTION confirm_letter(uuid, date) OWNER TO fq_carrier;
REVOKE CREATE ON SCHEMA fq FROM fq_carrier;
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_letters_and_events"), ("kit", "0001_protect_tables"), ("areas", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
