"""Load the places of Zhejiang and attach their offices and organs. Rerunnable: rows that stand are left.

The names follow the usual pattern of the province; a county corrects its own in a migration or, later, by an
area change of two people.
"""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "zhejiang_places.csv"

PROTECT = """
SELECT fq_grant_plain('areas_place', ARRAY['fq_web', 'fq_worker', 'fq_mobile', 'fq_public', 'fq_wall'], 'SELECT');
SELECT fq_grant_plain('areas_office', ARRAY['fq_web', 'fq_worker', 'fq_mobile', 'fq_public', 'fq_wall'], 'SELECT');
"""

OFFICES = """
INSERT INTO areas_office (area, kind, name, short_name)
SELECT p.code, o.kind,
       CASE WHEN p.level = 3 AND p.kind = '区' AND o.kind = 'police' THEN city.name || '公安局' || p.name || '分局'
            WHEN p.level = 3 AND p.kind = '区' THEN city.name || p.name || o.suffix
            ELSE p.name || o.suffix END,
       p.name || o.suffix
FROM areas_place p
JOIN (VALUES
  (1, 'justice_bureau', '司法厅'), (1, 'cc_institution', '社区矫正管理局'), (1, 'court', '高级人民法院'),
  (1, 'procuratorate', '人民检察院'), (1, 'police', '公安厅'),
  (2, 'justice_bureau', '司法局'), (2, 'cc_institution', '社区矫正管理局'), (2, 'court', '中级人民法院'),
  (2, 'procuratorate', '人民检察院'), (2, 'police', '公安局'),
  (3, 'justice_bureau', '司法局'), (3, 'cc_institution', '社区矫正管理局'), (3, 'court', '人民法院'),
  (3, 'procuratorate', '人民检察院'), (3, 'police', '公安局')
) AS o(level, kind, suffix) ON o.level = p.level
LEFT JOIN areas_place city ON p.level = 3 AND city.code = left(p.code, 4)
ON CONFLICT DO NOTHING;

-- Townships of the law have a justice office; statistical units (开发区, 农场) only where a county has no other.
INSERT INTO areas_office (area, kind, name, short_name)
SELECT p.code, 'justice_office', county.name || stem.name || '司法所', stem.name || '司法所'
FROM areas_place p
JOIN areas_place county ON county.code = left(p.code, 6)
CROSS JOIN LATERAL (SELECT CASE WHEN char_length(regexp_replace(p.name, '(街道办事处|街道|镇|乡)$', '')) >= 2
                                THEN regexp_replace(p.name, '(街道办事处|街道|镇|乡)$', '') ELSE p.name END AS name) stem
WHERE p.level = 4
  AND (p.kind IN ('街道', '镇', '乡')
       OR NOT EXISTS (SELECT 1 FROM areas_place q WHERE q.level = 4 AND left(q.code, 6) = county.code
                      AND q.kind IN ('街道', '镇', '乡')))
ON CONFLICT DO NOTHING;
"""


def load(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor, DATA.open(encoding="utf-8", newline="") as rows:
        cursor.execute("CREATE TEMP TABLE incoming (LIKE areas_place) ON COMMIT DROP")
        copy = "COPY incoming (code, name, level, kind, pinyin, initials, basis) FROM STDIN"
        with cursor.copy(copy) as out:
            reader = csv.reader(rows)
            next(reader)
            for row in reader:
                out.write_row(row)
        cursor.execute("INSERT INTO areas_place SELECT * FROM incoming ON CONFLICT DO NOTHING")
        cursor.execute(OFFICES)
        cursor.execute("ANALYZE areas_place")
        cursor.execute("ANALYZE areas_office")


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]
    operations = [
        migrations.RunSQL(PROTECT, migrations.RunSQL.noop),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
