"""What a form holds (names, phones, addresses, circumstances) is sealed to its row, acts and drafts alike.

Rows written before are sealed here; their plain text leaves the table with its column.
"""

import hashlib
import hmac
import json
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import migrations, models

TABLES = ("procedures_act", "procedures_draft")
IN_ONE_GO = 1000

DRAFTS_GET_A_NAME = """
ALTER TABLE procedures_draft ADD COLUMN uid uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE procedures_draft ALTER COLUMN uid DROP DEFAULT;
ALTER TABLE procedures_draft ADD CONSTRAINT procedures_draft_uid_key UNIQUE (uid);
"""

RIGHTS = """
SELECT fq_grant_write('procedures_act', ARRAY['data_sealed'], ARRAY[]::text[]);
SELECT fq_grant_write('procedures_draft', ARRAY['uid', 'data_sealed'], ARRAY['data_sealed']);
"""


def seal(apps, schema_editor):
    """Seal every row that holds something, some at a time. `fengqiao migrate` lets the owner see the rows."""
    with schema_editor.connection.cursor() as cursor:
        # Drafts were just rewritten, so PostgreSQL would keep their foreign keys to be checked later, and no column
        # of a table can be dropped before.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            last = 0
            while rows := _some(cursor, table, last):
                last = rows[-1][0]
                cursor.executemany(
                    f"UPDATE {table} SET data_sealed = %s WHERE id = %s",
                    [(_sealed(table, uid, data), id_) for id_, uid, data in rows],
                )


def _some(cursor, table, last):
    cursor.execute(
        f"SELECT id, uid, data::text FROM {table} WHERE id > %s AND data <> '{{}}' ORDER BY id LIMIT %s",
        (last, IN_ONE_GO),
    )
    return cursor.fetchall()


def _sealed(table, uid, data):
    """As `kit.crypto` seals a cell at this version: AES-256-GCM, one key per column, bound to the row."""
    content = json.dumps(json.loads(data), ensure_ascii=False).encode()
    key = hmac.new(settings.FENGQIAO_KEY, f"fengqiao/seal/{table}.data".encode(), hashlib.sha256).digest()
    nonce = os.urandom(12)
    return b"\x01" + nonce + AESGCM(key).encrypt(nonce, content, uid.bytes)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_periods_and_moved_deadlines")]
    operations = [
        migrations.RunSQL(
            DRAFTS_GET_A_NAME,
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField("draft", "uid", models.UUIDField(unique=True, default=None), preserve_default=False)
            ],
        ),
        migrations.AddField("act", "data_sealed", models.BinaryField(null=True)),
        migrations.AddField("draft", "data_sealed", models.BinaryField(null=True)),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("act", "data"),
        migrations.RemoveField("draft", "data"),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
