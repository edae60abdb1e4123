"""Rows of the disclosure columns."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from disclosures.models import Batch, Column, Entry, EntryFile, Indicator, Placement
from disclosures.observation_import import judge, take
from portal.models import User
from portal.spreadsheet import Row, Table
from tests.factories import cleared, make_draft, make_unit
from tests.file_samples import SAMPLES


def office() -> User:
    make_draft()
    return User.objects.get(username="meng")


def make_entry(*columns: Column, title: str = "信息", **fields: Any) -> Entry:
    """A complete draft in these columns."""
    publisher = office()
    values = {"summary": "一句话。", "body": "<p>正文</p>", "written_on": dt.date(2026, 1, 5)} | fields
    item = Entry.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=User.objects.get(username="zhu"), title=title,
        disclosure_basis="20-15", **values,
    )  # fmt: skip
    for column in columns:
        Placement.objects.create(entry=item, column=column)
    assert publisher
    return item


def publish_entry(*columns: Column, **fields: Any) -> Entry:
    item = cleared(make_entry(*columns, **fields))
    item.publish(User.objects.get(username="meng"))
    return item


def make_file(item: Entry) -> EntryFile:
    file = ContentFile(SAMPLES["pdf"](), name="x.pdf")
    row = EntryFile(entry=item)
    row.read(file, "x.pdf")
    row.file.save("x.pdf", file, save=False)
    row.save()
    return row


def make_indicator(code: str = "pm25", **fields: Any) -> Indicator:
    """A complete draft, but for its values."""
    office()
    values = {"title": f"指标{code}", "summary": "含义", "measure": "微克/立方米", "source": "监测站"} | fields
    values.setdefault("column", Column.objects.filter(slug=f"figures-{code}").first())
    values["column"] = values["column"] or Column.place(name=f"栏目{code}", slug=f"figures-{code}")
    return Indicator.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=User.objects.get(username="zhu"), code=code,
        disclosure_basis="20-4", **values,
    )  # fmt: skip


def import_values(item: Indicator, values: dict[str, Any], reason: str = "") -> Batch:
    """A waiting batch of period → value, as a table would bring it."""
    rows = tuple(
        Row(number, {"时期": at, "数值": str(value), "修订原因": reason})
        for number, (at, value) in enumerate(values.items(), start=2)
    )
    judged = judge(item, Table(("时期", "数值", "修订原因"), rows, "", ()))
    assert not judged.troubles, judged.troubles
    return take(item, judged.taken, User.objects.get(username="zhu"))


def add_values(item: Indicator, values: dict[str, Any], reason: str = "") -> Batch:
    """Imported, and confirmed by a second person."""
    batch = import_values(item, values, reason)
    batch.confirm(User.objects.get(username="xu"))
    return batch


def publish_indicator(code: str = "pm25", values: dict[str, Any] | None = None, **fields: Any) -> Indicator:
    item = make_indicator(code, **fields)
    add_values(item, {"2024-01": "10.5", "2025-01": "8.4"} if values is None else values)
    cleared(item).publish(User.objects.get(username="meng"))
    return item
