"""One row that says which edition of the law, the holidays and the places the database stands at."""

from django.db import migrations

SQL = r"""
CREATE TABLE fq.kit_edition (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  mark uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO fq.kit_edition DEFAULT VALUES;
GRANT SELECT ON fq.kit_edition TO fq_web, fq_worker, fq_backup;
GRANT UPDATE (mark) ON fq.kit_edition TO fq_web, fq_worker;

-- For the tables whose confirmed rows every process keeps in memory: the change itself renews the mark.
CREATE FUNCTION fq_renew_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fq.kit_edition SET mark = gen_random_uuid();
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION fq_renew_edition() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
