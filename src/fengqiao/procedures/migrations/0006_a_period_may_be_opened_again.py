"""A matter that ended because its day had moved gives its period back: the daily run may open it for that day again."""

from django.db import migrations

RIGHTS = r"""
SELECT fq_grant_write('procedures_matter', ARRAY[]::text[], ARRAY['period']);
CREATE FUNCTION fq_matter_gives_back() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.ended_at IS NULL OR NEW.period <> '' THEN
    RAISE EXCEPTION 'procedures_matter: only what has ended gives its period back'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_matter_gives_back() FROM PUBLIC;
CREATE TRIGGER gives_back BEFORE UPDATE OF period ON procedures_matter
  FOR EACH ROW EXECUTE FUNCTION fq.fq_matter_gives_back();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0005_what_was_filled_in_is_sealed")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
