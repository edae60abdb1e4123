from typing import Any

from django.db import migrations

from disclosures.national_structure import rows


def plant(apps: Any, schema_editor: Any) -> None:
    column = apps.get_model("disclosures", "Column")
    for fields in rows():
        column.objects.create(**fields)


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_initial")]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
