"""The single rows, the working calendar of 2023-2026, the staff groups and common synonyms; storage of the search."""

import datetime as dt

from django.db import migrations

from portal.calendar_seed import SEED
from portal.search.common_synonyms import groups

GROUPS = ["起草", "审查", "发布"]


def load(apps, schema_editor):
    apps.get_model("portal", "PublicationVersion").objects.create(pk=1)
    apps.get_model("portal", "SearchState").objects.create(pk=1)
    synonym = apps.get_model("portal", "Synonym")
    synonym.objects.bulk_create(synonym(words=words, one_way=one_way) for words, one_way in groups())
    apps.get_model("portal", "SiteProfile").objects.create(
        pk=1,
        icp="望ICP备99000001号（示例）",
        police="望公网安备 99000102000001号（示例）",
        address="岚城镇望海大道1号行政中心1号楼",
        phone="6200-0102",
        email="zwgk@lanyu.example",
    )
    for name in GROUPS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)
    year_model, day_model = apps.get_model("portal", "CalendarYear"), apps.get_model("portal", "DayException")
    for year, (off, on) in SEED.items():
        row = year_model.objects.create(year=year, source="国务院办公厅关于部分节假日安排的通知")
        day_model.objects.bulk_create(
            day_model(day=day, year=row, is_workday=worked) for days, worked in ((off, False), (on, True)) for day in sorted(days)
        )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE portal_searchsegment; "
            "ALTER TABLE portal_searchposting ALTER slots SET STORAGE EXTERNAL, ALTER weights SET STORAGE EXTERNAL; "
            # A passage stands in its row as it is: a quoted phrase looks into thousands, unpacking took four fifths of that.
            "ALTER TABLE portal_searchpassage ALTER text SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160);",
            "DROP SEQUENCE portal_searchsegment",
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
