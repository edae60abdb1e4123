"""Rows of the disclosure columns."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from disclosures.models import Column, Entry, EntryFile, Placement
from portal.models import User
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
