"""Rights on local changes, and two walls: settled once by another person; a confirmed change renews the edition."""

from django.db import migrations

SQL = r"""
SELECT fq_grant_plain('law_change', ARRAY['fq_web', 'fq_worker'], 'SELECT');
GRANT INSERT (uid, area, office, kind, name, said, valid_from, is_correction, reason, document, request, persons,
  proposed_by, proposed_at, state, settled_person, settled_by, settled_at, note, foreseen) ON law_change TO fq_web, fq_worker;
GRANT UPDATE (state, settled_person, settled_by, settled_at, note, foreseen) ON law_change TO fq_web, fq_worker;
SELECT fq_stamp('law_change');

CREATE FUNCTION fq_law_change_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'proposed' THEN
      RAISE EXCEPTION 'law_change: a change begins as a proposal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'proposed' OR NEW.state = 'proposed' THEN
    RAISE EXCEPTION 'law_change: settled once' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'confirmed' AND NEW.settled_person = ANY (OLD.persons) THEN
    RAISE EXCEPTION 'law_change: confirmed by another person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_law_change_wall() FROM PUBLIC;
CREATE TRIGGER wall BEFORE INSERT OR UPDATE ON law_change FOR EACH ROW EXECUTE FUNCTION fq_law_change_wall();
CREATE TRIGGER edition AFTER UPDATE ON law_change FOR EACH ROW WHEN (NEW.state = 'confirmed')
  EXECUTE FUNCTION fq_renew_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("law", "0001_changes"), ("kit", "0002_edition")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
