"""The open time limits of a place by day: without it a calendar of one office reads those of the whole country."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0007_matters_by_place_and_day'),
        ('subjects', '0011_avoidances'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['area', 'due_at', 'id'], name='procedures_clock_open_at', opclasses=['varchar_pattern_ops', 'timestamptz_ops', 'int8_ops']),
        ),
    ]
