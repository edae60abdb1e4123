"""The search keeps what its result lines say. Until `manage.py reindex` has run they are read from the rows themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_seed")]

    operations = [migrations.AddField("searchentry", "shown", models.JSONField(default=dict))]
