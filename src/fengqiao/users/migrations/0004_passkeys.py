"""Passkeys (通行密钥): public keys of people's own devices. One is ended, never altered: only its count goes on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = r"""
SELECT fq_grant_plain('users_passkey', ARRAY['fq_web'],
  'SELECT, INSERT (uid, account_id, name, credential_id, credential, counter, is_synced, created_at, used_at, ended_at,
                   ended_why),
   UPDATE (counter, is_synced, used_at, ended_at, ended_why)');
"""


class Migration(migrations.Migration):
    dependencies = [("users", "0003_sessions_in_a_list")]
    operations = [
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.UUIDField(unique=True)),
                ("name", models.CharField(max_length=40)),
                ("credential_id", models.BinaryField(max_length=1023, unique=True)),
                ("credential", models.BinaryField()),
                ("counter", models.BigIntegerField()),
                ("is_synced", models.BooleanField()),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(default="", max_length=20)),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "users_passkey",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("ended_at__isnull", True), ("ended_why", "")), models.Q(("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)), _connector="OR"),
                        name="users_passkey_end_has_a_reason",
                    ),
                    models.UniqueConstraint(condition=models.Q(("ended_at__isnull", True)), fields=("account", "name"), name="users_passkey_one_name"),
                ],
            },
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
