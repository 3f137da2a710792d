"""What the bell of every page counts is told by indexes alone. Takes a second at 700,000 people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_about_at")]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)),
                fields=["post"],
                include=("area", "at", "wants_answer"),
                name="notices_unread_of_post",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("post__isnull", True), ("read_at__isnull", True)),
                fields=["office"],
                include=("area", "wants_answer"),
                name="notices_unread_of_office",
            ),
        ),
        migrations.RemoveIndex(model_name="notice", name="notices_notice_unread"),
    ]
