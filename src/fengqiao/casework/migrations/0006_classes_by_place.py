"""Who is in a class, by place: without it a county looked through each of its offices for one class."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0005_leaves_and_classes_of_a_place'),
        ('subjects', '0011_avoidances'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='managementclass',
            name='casework_classes_of_a_place',
        ),
        migrations.AddIndex(
            model_name='managementclass',
            index=models.Index(fields=['class_name', 'area', 'subject'], name='casework_class_by_place', opclasses=['varchar_ops', 'varchar_pattern_ops', 'int8_ops']),
        ),
    ]
