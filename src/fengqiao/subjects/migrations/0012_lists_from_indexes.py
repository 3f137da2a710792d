"""The two indexes that lists of people are chosen by hold everything that lists ask of a file.

Out of order of the term's end a county's fifty are found among two thousand of the country's, and each was fetched to
be told apart. What an index holds is told apart in it (index-only scan). For whom somebody is named is found by the person. Takes some seconds at 700,000
people.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subjects", "0011_avoidances")]

    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX subjects_in_order ON subjects_subject (running, term_end, id)
              INCLUDE (area, state, category, minor);
            DROP INDEX subjects_running;
            CREATE INDEX subjects_in_area ON subjects_subject (area text_pattern_ops, state, term_end, id)
              INCLUDE (running, category, minor);
            DROP INDEX subjects_list_by_area;
            """,
            """
            CREATE INDEX subjects_running ON subjects_subject (running, term_end, id) INCLUDE (area);
            DROP INDEX subjects_in_order;
            CREATE INDEX subjects_list_by_area ON subjects_subject (area text_pattern_ops, state, term_end, id);
            DROP INDEX subjects_in_area;
            """,
        ),
        migrations.AddIndex(
            model_name="namedstaff",
            index=models.Index(
                condition=models.Q(("last_day", None)),
                fields=["person", "subject"],
                include=("area",),
                name="subjects_named_now",
            ),
        ),
    ]
