"""Rows of the disclosure columns."""

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile

from disclosures.dataset_import import take
from disclosures.models import (
    Batch,
    Column,
    Dataset,
    DatasetField,
    DatasetVersion,
    Entry,
    EntryFile,
    Indicator,
    Placement,
)
from disclosures.observation_import import judge
from disclosures.observation_import import take as take_values
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
    return take_values(item, judged.taken, User.objects.get(username="zhu"))


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


FIELDS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("town", "乡镇", "choice", {"options": ["岚城镇", "望潮镇", "橘林乡"], "required": True}),
    ("receiver", "领取人", "text", {"required": True}),
    ("amount", "补贴金额", "money", {"measure": "元", "required": True, "total": True}),
    ("area", "面积", "decimal", {"measure": "亩"}),
    ("paid_on", "发放日期", "date", {}),
    ("rate", "比例", "percent", {}),
    ("id_number", "证件号码", "text", {"private": True}),
]
HEAD = ",".join(name for _, name, *_ in FIELDS)
ROWS = [
    '岚城镇,沈某某,"1,200.50",8,2026-03-05,40%,秘密证号001',
    "望潮镇,陆某某,800,5.5,2026年3月6日,30%,秘密证号002",
    "橘林乡,橘香合作社,3000,,,,",
]


def make_dataset(slug: str = "grain", **fields: Any) -> Dataset:
    """A complete draft with a private column, but for its rows."""
    office()
    columns = fields.pop("columns", FIELDS)
    values = {"title": f"数据集{slug}", "summary": "逐户的补贴", "source": "农业农村委"} | fields
    values.setdefault("column", Column.objects.filter(slug=f"tables-{slug}").first())
    values["column"] = values["column"] or Column.place(name=f"栏目{slug}", slug=f"tables-{slug}")
    item = Dataset.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=User.objects.get(username="zhu"), slug=slug,
        disclosure_basis="20-11", **values,
    )  # fmt: skip
    for position, (key, name, kind, more) in enumerate(columns):
        DatasetField.objects.create(dataset=item, position=position, key=key, name=name, kind=kind, **more)
    return item


def table(*lines: str, head: str = HEAD) -> io.BytesIO:
    return io.BytesIO("\n".join([head, *(lines or ROWS)]).encode())


def import_rows(item: Dataset, *lines: str, head: str = HEAD, note: str = "") -> DatasetVersion:
    """A version that waits."""
    return take(item, table(*lines, head=head), "rows.csv", User.objects.get(username="zhu"), note=note)


def add_rows(item: Dataset, *lines: str, head: str = HEAD, note: str = "") -> DatasetVersion:
    """Imported, and confirmed by a second person."""
    version = import_rows(item, *lines, head=head, note=note)
    version.confirm(User.objects.get(username="xu"))
    return version


def publish_dataset(slug: str = "grain", *lines: str, **fields: Any) -> Dataset:
    item = make_dataset(slug, **fields)
    add_rows(item, *lines)
    cleared(item).publish(User.objects.get(username="meng"))
    return item
