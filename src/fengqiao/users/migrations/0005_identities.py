"""Names at another provider (统一身份认证), each bound to one account by an administrator. One is ended, never altered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = r"""
SELECT fq_grant_plain('users_identity', ARRAY['fq_web'],
  'SELECT, INSERT (uid, account_id, issuer, subject, given_by_id, given_at, ended_by_id, ended_at),
   UPDATE (ended_by_id, ended_at)');
"""


class Migration(migrations.Migration):
    dependencies = [("users", "0004_passkeys")]
    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.UUIDField(unique=True)),
                ("issuer", models.CharField(max_length=255)),
                ("subject", models.CharField(max_length=255)),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("ended_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.person")),
                ("given_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.person")),
            ],
            options={
                "db_table": "users_identity",
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("issuer", "subject"), name="users_identity_is_one_account"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("ended_at", None), ("ended_by", None)), models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)), _connector="OR"),
                        name="users_identity_who_and_when_go_together",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
