"""What the access review found, and the answers: policies, column rights; an answer that is written stays."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
SELECT fq_case_table('oversight_finding'), fq_stamp('oversight_finding');
SELECT fq_grant_write('oversight_finding',
  ARRAY['uid', 'area', 'day', 'kind', 'person_id', 'post_id', 'count', 'marks', 'answered_at', 'answered_by_id',
    'is_in_order', 'answer'],
  ARRAY['answered_at', 'answered_by_id', 'is_in_order', 'answer']);
CREATE TRIGGER written_once BEFORE UPDATE ON oversight_finding FOR EACH ROW EXECUTE FUNCTION fq.fq_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_openings")]
    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=24)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.post')),
                ('count', models.IntegerField()),
                ('marks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.person')),
                ('is_in_order', models.BooleanField(null=True)),
                ('answer', models.TextField(default='')),
            ],
            options={
                'db_table': 'oversight_finding',
                'indexes': [models.Index(fields=['area', '-day', '-id'], name='oversight_finding_by_place')],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'day', 'kind', 'post'), name='oversight_finding_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('is_in_order', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('is_in_order__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='oversight_an_answer_has_words_and_a_name'),
                    models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('person')), _negated=True), _connector='OR'), name='oversight_nobody_answers_the_own_finding'),
                ],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
