"""Archives: what came in from outside and what happened to an archive, inserted only, under the area policy.

Stage and next day of an archive are projections of its events; nothing is filed in an archive that is closed.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

TABLES = ("documents_archive", "documents_archiveitem", "documents_archiveevent")
WALLS = "\n".join(f"SELECT fq_case_table('{table}'), fq_stamp('{table}');" for table in TABLES)
RIGHTS = r"""
ALTER TABLE documents_archive ADD CONSTRAINT documents_archive_id_area UNIQUE (id, subject_id, area);
ALTER TABLE documents_archiveitem ADD FOREIGN KEY (archive_id, subject_id, area)
  REFERENCES documents_archive (id, subject_id, area) ON UPDATE CASCADE;
ALTER TABLE documents_archiveevent ADD FOREIGN KEY (archive_id, subject_id, area)
  REFERENCES documents_archive (id, subject_id, area) ON UPDATE CASCADE;
ALTER TABLE documents_archiveitem ADD CONSTRAINT documents_items_have_pages CHECK (pages > 0);
SELECT fq_grant_write('documents_archive',
  ARRAY['uid', 'area', 'subject_id', 'minors', 'opened_on', 'ended_on', 'matter', 'stage', 'due'],
  ARRAY['ended_on', 'matter', 'stage', 'due']);
SELECT fq_grant_write('documents_archiveitem',
  ARRAY['uid', 'area', 'subject_id', 'archive_id', 'part', 'section', 'day', 'pages', 'digest', 'for_kind', 'for_act',
    'detail_sealed', 'person', 'name', 'role', 'office'], ARRAY[]::text[]);
SELECT fq_grant_write('documents_archiveevent',
  ARRAY['uid', 'area', 'subject_id', 'archive_id', 'what', 'act', 'at', 'happened_on', 'until', 'person', 'name',
    'role', 'office', 'digest', 'detail_sealed'], ARRAY[]::text[]);

-- The index of a closed archive is frozen: no door files anything in it, and none opens it again.
CREATE FUNCTION fq_archive_is_shut() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (SELECT stage FROM fq.documents_archive WHERE id = NEW.archive_id) IN ('closed', 'stored', 'lent') THEN
    RAISE EXCEPTION 'documents_archiveitem: a closed archive takes nothing in'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_archive_is_shut() FROM PUBLIC;
CREATE TRIGGER shut BEFORE INSERT ON documents_archiveitem FOR EACH ROW EXECUTE FUNCTION fq.fq_archive_is_shut();
CREATE FUNCTION fq_archive_stays_shut() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.stage IN ('closed', 'stored', 'lent') AND NEW.stage NOT IN ('closed', 'stored', 'lent') THEN
    RAISE EXCEPTION 'documents_archive: a closed archive stays closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_archive_stays_shut() FROM PUBLIC;
CREATE TRIGGER stays_shut BEFORE UPDATE ON documents_archive
  FOR EACH ROW EXECUTE FUNCTION fq.fq_archive_stays_shut();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_several_papers_of_one_act'),
    ]

    operations = [
        migrations.CreateModel(
            name='Archive',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('subject_id', models.BigIntegerField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('minors', models.BooleanField()),
                ('opened_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('matter', models.UUIDField(null=True)),
                ('stage', models.CharField(max_length=12)),
                ('due', models.DateField()),
            ],
            options={
                'db_table': 'documents_archive',
                'indexes': [models.Index(fields=['stage', 'due', 'id'], name='documents_archives_by_stage')],
                'constraints': [models.UniqueConstraint(fields=('subject_id', 'area'), name='documents_one_archive_per_term')],
            },
        ),
        migrations.CreateModel(
            name='ArchiveEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('subject_id', models.BigIntegerField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('what', models.CharField(max_length=12)),
                ('act', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('happened_on', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('person', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=60)),
                ('role', models.CharField(max_length=24)),
                ('office', models.CharField(db_collation='C', max_length=12)),
                ('digest', models.BinaryField(null=True)),
                ('detail_sealed', models.BinaryField(null=True)),
                ('archive', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='documents.archive')),
            ],
            options={
                'db_table': 'documents_archiveevent',
                'constraints': [models.UniqueConstraint(fields=('archive', 'act', 'what'), name='documents_each_archive_event_once')],
            },
        ),
        migrations.CreateModel(
            name='ArchiveItem',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('subject_id', models.BigIntegerField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('part', models.CharField(max_length=12)),
                ('section', models.CharField(max_length=1)),
                ('day', models.DateField()),
                ('pages', models.IntegerField()),
                ('digest', models.BinaryField(null=True)),
                ('for_kind', models.CharField(default='', max_length=8)),
                ('for_act', models.UUIDField(null=True)),
                ('detail_sealed', models.BinaryField()),
                ('person', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=60)),
                ('role', models.CharField(max_length=24)),
                ('office', models.CharField(db_collation='C', max_length=12)),
                ('archive', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='documents.archive')),
            ],
            options={
                'db_table': 'documents_archiveitem',
                'indexes': [models.Index(fields=['archive'], name='documents_items_of_an_archive')],
            },
        ),
        *(migrations.RunSQL(part, migrations.RunSQL.noop) for part in (WALLS, RIGHTS)),
    ]
