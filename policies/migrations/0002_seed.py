"""The 22 topics of the State Council's classification."""

from django.db import migrations

from policies.topics import rows


def load(apps, schema_editor):
    topic = apps.get_model("policies", "Topic")
    made = {}
    for code, name, parent in rows():
        made[code] = topic.objects.create(code=code, name=name, parent=made.get(parent))


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
