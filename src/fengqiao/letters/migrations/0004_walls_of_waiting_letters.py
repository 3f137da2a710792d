"""Column rights of what is new, and what a letter that is out keeps: it was sent once, and its papers stay as they went.

That a letter which still waits is not carried, received or answered is a constraint of the table. The register of organs
is no case table: every officer addresses letters by it, and an administrator, who sees no case, keeps it.
"""

from django.db import migrations

SQL = r"""
SELECT fq_grant_write('letters_sent', ARRAY['to_organ', 'written_on', 'waits_for', 'held', 'dropped_on'],
  ARRAY['sent_on', 'due_on', 'papers', 'waits_for', 'held', 'dropped_on']);
SELECT fq_grant_write('letters_arrived', ARRAY['document'], ARRAY['matter']);

CREATE OR REPLACE FUNCTION fq_letter_wall() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
        IS DISTINCT FROM (OLD.answered_on, OLD.answered_by))
      OR (OLD.sent_on IS NOT NULL AND (NEW.sent_on, NEW.papers) IS DISTINCT FROM (OLD.sent_on, OLD.papers))
      OR (to_jsonb(OLD) ->> 'dropped_on' IS NOT NULL
        AND to_jsonb(NEW) ->> 'dropped_on' IS DISTINCT FROM to_jsonb(OLD) ->> 'dropped_on')) THEN
    RAISE EXCEPTION '%: written once', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

SELECT fq_stamp(t) FROM unnest(ARRAY['letters_organ', 'letters_organchange']) AS t;
SELECT fq_grant_plain(t, ARRAY['fq_web', 'fq_worker'], 'SELECT')
  FROM unnest(ARRAY['letters_organ', 'letters_organchange']) AS t;
SELECT fq_grant_write('letters_organ',
  ARRAY['uid', 'area', 'kind', 'name', 'place', 'address', 'phone', 'fax', 'email', 'valid_from', 'valid_to', 'former',
    'demonstration', 'version'],
  ARRAY['kind', 'name', 'place', 'address', 'phone', 'fax', 'email', 'valid_from', 'valid_to', 'demonstration', 'version']);
SELECT fq_grant_write('letters_organchange',
  ARRAY['organ_id', 'version', 'what', 'said', 'reason', 'at', 'person', 'name', 'office'], ARRAY[]::text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_letters_that_wait"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
