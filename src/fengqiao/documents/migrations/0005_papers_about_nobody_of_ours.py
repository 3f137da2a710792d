"""A paper may be about nobody of ours: a letter to another county about somebody of theirs.

What happened to it and its file then hang on it by the area alone, since a key with a NULL in it is not checked.
"""

from django.db import migrations, models

SQL = r"""
ALTER TABLE documents_paper ADD CONSTRAINT documents_paper_of_area UNIQUE (id, area);
ALTER TABLE documents_event ADD FOREIGN KEY (paper_id, area) REFERENCES documents_paper (id, area) ON UPDATE CASCADE;
ALTER TABLE documents_file ADD FOREIGN KEY (paper_id, area) REFERENCES documents_paper (id, area) ON UPDATE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_archives")]
    operations = [
        *(
            migrations.AlterField(name, "subject_id", models.BigIntegerField(null=True))
            for name in ("paper", "event", "paperfile")
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
