"""What an inbox counts and is chosen by stands in one index; time limits that were kept, by office and moment."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0008_open_clocks_of_a_place'),
        ('subjects', '0011_avoidances'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='task',
            name='procedures_task_inbox',
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('met_at__isnull', False)), fields=['office', 'met_at'], include=('area', 'level', 'state'), name='procedures_clock_met'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['office', 'pressing_at', 'id'], include=('area', 'level', 'roles', 'barred', 'shown_from', 'due_at', 'kind', 'decides'), name='procedures_task_waiting'),
        ),
    ]
