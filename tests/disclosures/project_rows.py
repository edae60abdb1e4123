"""Rows of projects, their updates and specials."""

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from disclosures.models import (
    Column,
    Milestone,
    Project,
    ProjectCategory,
    ProjectUpdate,
    Special,
    SpecialPart,
    UpdatePicture,
)
from disclosures.project_contents import update_passages
from portal.models import Unit, User
from portal.screening import findings, overrule
from tests.disclosures.rows import office
from tests.factories import cleared, make_unit

JAN, JUNE = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def make_category(slug: str = "elevators") -> ProjectCategory:
    return ProjectCategory.objects.get_or_create(slug=slug, defaults={"name": f"类别{slug}"})[0]


def make_town(name: str) -> Unit:
    return make_unit(name, kind=Unit.Kind.TOWN, short_name=name)


def make_project(title: str = "加装电梯", category: str = "elevators", milestones: Any = (), **fields: Any) -> Project:
    """A complete draft; milestones: (name, planned_on, done_on)."""
    office()
    column = Column.objects.filter(slug="works").first() or Column.place(name="建设", slug="works")
    values = {
        "summary": "给老房子装电梯。", "place": "海棠苑", "budget": 1_280_000, "starts_on": JAN, "ends_on": JUNE,
        "column": column, "unit": make_unit("岚屿区工厂局"), "created_by": User.objects.get(username="zhu"),
    } | fields  # fmt: skip
    item = Project.objects.create(
        title=title, category=make_category(category), disclosure_basis="20-10", **values,
    )  # fmt: skip
    for name, planned, done in milestones:
        Milestone.objects.create(project=item, name=name, planned_on=planned, done_on=done)
    return item


def publish_project(
    title: str = "加装电梯", category: str = "elevators", milestones: Any = (), **fields: Any
) -> Project:
    return published(make_project(title, category, milestones, **fields))


def published(item: Any) -> Any:
    """Submitted, reviewed with a look at each picture, and published."""
    return seen(cleared(item))


def seen(item: Any) -> Any:
    if isinstance(item, ProjectUpdate):
        for each in findings(item, update_passages(item)):
            overrule(item, each, by=User.objects.get(username="xu"), reason="核对过，没有人脸和车牌。")
    item.publish(User.objects.get(username="meng"))
    return item


def make_update(project: Project, title: str = "进展", **fields: Any) -> ProjectUpdate:
    values = {"text": "又装好了几台。", "on": JAN, "created_by": User.objects.get(username="zhu")} | fields
    return ProjectUpdate.objects.create(
        unit=project.unit, project=project, title=title, disclosure_basis="20-10", **values
    )


def publish_update(project: Project, title: str = "进展", **fields: Any) -> ProjectUpdate:
    return published(make_update(project, title, **fields))


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (6, 4), "navy").save(file, "PNG")
    return file.getvalue()


def add_picture(
    update: ProjectUpdate, alt: str = "装好的电梯", data: bytes = b"", name: str = "a.png"
) -> UpdatePicture:
    file = ContentFile(data or picture(), name=name)
    row = UpdatePicture(update=update, alt=alt, title="现场")
    row.read(file, name)
    row.file.save(name, file, save=False)
    row.save()
    return row


def make_special(slug: str = "business", *targets: str, **fields: Any) -> Special:
    office()
    values = {"title": f"专题{slug}", "summary": "一件事放在一页。"} | fields
    item = Special.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=User.objects.get(username="zhu"), slug=slug, disclosure_basis="21",
        **values,
    )  # fmt: skip
    for position, target in enumerate(targets):
        SpecialPart.objects.create(special=item, position=position, target=target)
    return item
