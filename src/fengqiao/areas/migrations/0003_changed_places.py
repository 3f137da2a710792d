"""Which confirmed changes of places are in force here; that one comes into force renews the mark of the edition."""

import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
SELECT fq_grant_plain('areas_settled', ARRAY['fq_web', 'fq_worker'], 'SELECT');
CREATE TRIGGER edition AFTER INSERT ON areas_settled FOR EACH ROW EXECUTE FUNCTION fq_renew_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_places_of_zhejiang"), ("kit", "0003_moving_rows")]

    operations = [
        migrations.CreateModel(
            name="Settled",
            fields=[
                ("change", models.UUIDField(primary_key=True, serialize=False)),
                ("on_day", models.DateField()),
                ("settled_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"db_table": "areas_settled"},
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
