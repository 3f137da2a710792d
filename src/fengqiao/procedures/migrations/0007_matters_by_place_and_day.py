"""The index of what waited at a place on a past day: without it such a list reads every matter of the country."""

from django.db import migrations

INDEX = """
CREATE INDEX procedures_matter_by_area ON procedures_matter (area text_pattern_ops, started_at DESC, id DESC) INCLUDE (ended_at);
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_a_period_may_be_opened_again")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX procedures_matter_by_area")]
