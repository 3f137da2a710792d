"""A text that came unsorted and the items it was sorted into: who forbids what now, and what is kept for reading."""

from django.db import migrations, models

RIGHTS = r"""
SELECT fq_grant_write('casework_injunction', ARRAY['sorted_from', 'superseded'], ARRAY['superseded']);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0002_walls_of_the_room'),
        ('subjects', '0004_corrections_and_who_made_them'),
    ]

    operations = [
        migrations.AddField(
            model_name='injunction',
            name='sorted_from',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='injunction',
            name='superseded',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
