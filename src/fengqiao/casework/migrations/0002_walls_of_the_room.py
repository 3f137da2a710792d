"""Keys that carry the area, policies, column rights and versions kept by the database."""

from django.db import migrations

SQL = r"""
ALTER TABLE casework_leave ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE casework_injunction ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE casework_managementclass ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE casework_officerassignment ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE casework_version ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;

SELECT fq_case_table(t), fq_stamp(t) FROM unnest(ARRAY['casework_leave', 'casework_injunction',
  'casework_managementclass', 'casework_officerassignment', 'casework_version']) AS t;
SELECT fq_versions(t, 'casework_version') FROM unnest(ARRAY['casework_leave', 'casework_injunction',
  'casework_managementclass', 'casework_officerassignment']) AS t;

SELECT fq_grant_write('casework_leave',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'matter', 'made_by', 'first_day', 'last_day',
    'granted_last_day', 'places', 'cause', 'state', 'returned_on'],
  ARRAY['version', 'act', 'reason', 'last_day', 'state', 'returned_on']);
SELECT fq_grant_write('casework_injunction',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'kind', 'text_sealed', 'areas', 'first_day',
    'last_day', 'source'],
  ARRAY['version', 'act', 'reason', 'last_day']);
SELECT fq_grant_write('casework_managementclass',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'class_name', 'first_day', 'last_day', 'source',
    'matter'],
  ARRAY['version', 'act', 'reason', 'last_day']);
SELECT fq_grant_write('casework_officerassignment',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'person', 'account', 'name', 'first_day',
    'last_day'],
  ARRAY['version', 'act', 'reason', 'last_day']);
SELECT fq_grant_write('casework_version',
  ARRAY['uid', 'area', 'subject_id', 'of', 'row', 'version', 'before', 'fields', 'act', 'reason'], ARRAY[]::text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("subjects", "0002_walls_of_the_room")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
