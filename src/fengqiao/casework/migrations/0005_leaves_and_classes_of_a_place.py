"""Leaves of a place by their last day, and who is in a class there: lists of a county look at nobody else."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0004_induction_groups_and_plans'),
        ('subjects', '0011_avoidances'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='leave',
            index=models.Index(fields=['area', 'last_day', 'id'], name='casework_leaves_of_a_place', opclasses=['varchar_pattern_ops', 'date_ops', 'int8_ops']),
        ),
        migrations.AddIndex(
            model_name='managementclass',
            index=models.Index(fields=['area', 'class_name', 'subject'], name='casework_classes_of_a_place', opclasses=['varchar_pattern_ops', 'varchar_ops', 'int8_ops']),
        ),
    ]
