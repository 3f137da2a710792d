"""A matter that ended because its day had moved gives its period back: the daily run may open it for that day again."""

from django.db import migrations

RIGHTS = "SELECT fq_grant_write('procedures_matter', ARRAY[]::text[], ARRAY['period']);"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0005_what_was_filled_in_is_sealed")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
