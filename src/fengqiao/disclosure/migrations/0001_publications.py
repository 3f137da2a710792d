"""Published versions and the counter of look-ups: not case tables. Strangers read the first and count in the second."""

import django.db.models.functions.datetime
from django.db import migrations, models

SQL = r"""
SELECT fq_grant_plain('disclosure_publication', ARRAY['fq_public', 'fq_web', 'fq_worker'], 'SELECT');
SELECT fq_stamp('disclosure_publication');
-- Inserted and nothing else: what was published is on record as it was.
GRANT INSERT (authority, name_zh, name_en, number, published_on, content, digest, xlsx) ON disclosure_publication
  TO fq_web, fq_worker;
SELECT fq_grant_plain('disclosure_lookups', ARRAY['fq_worker'], 'SELECT, DELETE');
GRANT SELECT, INSERT, UPDATE (since, tries) ON disclosure_lookups TO fq_public;
-- Strangers read names of offices where they were published with something, nowhere else.
REVOKE ALL ON areas_place, areas_office FROM fq_public;
"""


class Migration(migrations.Migration):

    initial = True
    dependencies = [("areas", "0002_places_of_zhejiang"), ("kit", "0001_protect_tables")]

    operations = [
        migrations.CreateModel(
            name='Lookups',
            fields=[
                ('network', models.BinaryField(primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('tries', models.IntegerField()),
            ],
            options={
                'db_table': 'disclosure_lookups',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('authority', models.CharField(db_collation='C', max_length=12)),
                ('name_zh', models.CharField(max_length=120)),
                ('name_en', models.CharField(max_length=160)),
                ('number', models.IntegerField()),
                ('published_on', models.DateField()),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('xlsx', models.BinaryField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'disclosure_publication',
                'constraints': [models.UniqueConstraint(fields=('authority', 'number'), name='disclosure_each_version_once')],
            },
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
