"""One act may call for several papers of one kind: an agreement with each member of a group."""

from django.db import migrations, models

SQL = "SELECT fq_grant_write('documents_paper', ARRAY['item'], ARRAY[]::text[]);"


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_walls_of_the_room"), ("kit", "0001_protect_tables")]

    operations = [
        migrations.AddField("paper", "item", models.SmallIntegerField(default=0)),
        migrations.RemoveConstraint("paper", "documents_one_paper_per_act_and_kind"),
        migrations.AddConstraint(
            "paper",
            models.UniqueConstraint(
                condition=models.Q(replaces=None),
                fields=("act", "kind", "item", "area"),
                name="documents_one_paper_per_act_kind_and_item",
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
