"""Projects of the demonstration district with their towns, news and pictures, and the specials; days count from today."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pghistory
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from disclosures.demo.pictures import ALT, picture
from disclosures.models import (
    Column,
    Completion,
    Milestone,
    Project,
    ProjectCategory,
    ProjectUpdate,
    Special,
    SpecialPart,
    TownShape,
    UpdatePicture,
)
from disclosures.project_contents import update_passages
from portal.demo.units import desk_of
from portal.disclosure_basis import Basis
from portal.models import Unit, User
from portal.screening import findings, overrule

FOLDER = Path(__file__).parent
LATEST = dt.timedelta(minutes=5)
PLAIN = ["title", "place", "summary", "budget", "funding", "builder", "measure"]


def load_projects(units: dict[str, Unit], office: User) -> int:
    """Projects and specials that are not there yet, each whole or not at all; returns how many were made."""
    categories = _places(units)
    held = set(Project.objects.values_list("title", flat=True))
    columns = {each.slug: each for each in Column.objects.all()}
    made = 0
    for path in sorted((FOLDER / "projects").glob("*.toml")):
        for record in tomllib.loads(path.read_text())["project"]:
            if record["title"] not in held:
                with transaction.atomic():
                    _project(record, categories[path.stem], columns[record["column"]], units, office)
                made += 1
    return made + _specials(units, office)


def _places(units: dict[str, Unit]) -> dict[str, ProjectCategory]:
    """The map and the kinds of projects; the address name of a kind is the name of its file."""
    content = tomllib.loads((FOLDER / "places.toml").read_text())
    for record in content["town"]:
        unit = units[record.pop("unit")]
        TownShape.objects.get_or_create(unit=unit, defaults=record)
    for record in content["category"]:
        ProjectCategory.objects.get_or_create(slug=record["slug"], defaults=record)
    return {each.slug: each for each in ProjectCategory.objects.all()}


def _on(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def _day(days: int | None) -> dt.date | None:
    return None if days is None else _on(days)


def _moment(days: int) -> dt.datetime:
    """Ten in the morning of that day; never in the future."""
    return min(timezone.make_aware(dt.datetime.combine(_on(days), dt.time(10))), timezone.now() - LATEST)


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _project(
    record: dict[str, Any], category: ProjectCategory, column: Column, units: dict[str, Unit], office: User
) -> None:
    """Public before it begins, or ten days ago; what has been finished without news is published afterwards."""
    unit, told = units[record["unit"]], record.get("finished")
    author, reviewer = desk_of(unit, record["unit"])
    at = _moment(min(record["starts"] - 15, -10) if told is None else told + 5)
    with pghistory.context(verb="draft", user=author.pk):
        item = Project.objects.create(
            unit=unit, created_by=author, created_at=at, disclosure_basis=Basis.ART_20_10, category=category,
            column=column, town=units.get(record.get("town", "")), content=record.get("content", "").strip(),
            starts_on=_on(record["starts"]), ends_on=_day(record["ends"]), finished_on=_day(told),
            target=_number(record.get("target")), done=_number(record.get("done", 0)),
            **{name: record[name] for name in PLAIN if name in record},
        )  # fmt: skip
        for name, planned, *done in record["milestones"]:
            Milestone.objects.create(
                project=item, name=name, planned_on=_on(planned), done_on=_day(done[0] if done else None)
            )
    _through(item, author, reviewer, office, at)
    points = list(item.milestones.order_by("planned_on", "pk"))
    for news in record.get("update", []):
        _update(news, item, points, (author, reviewer, office))


def _update(record: dict[str, Any], project: Project, points: list[Milestone], people: tuple[User, User, User]) -> None:
    (author, reviewer, office), at = people, _moment(record["days"])
    with pghistory.context(verb="draft", user=author.pk):
        item = ProjectUpdate.objects.create(
            unit=project.unit, project=project, created_by=author, created_at=at, disclosure_basis=Basis.ART_20_10,
            title=record["title"], text=record["text"], on=_on(record["days"]), done=_number(record.get("done")),
            finished_on=_day(record.get("finished")),
        )  # fmt: skip
        for number, day in record.get("reached", []):
            Completion.objects.create(update=item, milestone=points[number], done_on=_on(day))
        if "picture" in record:
            _picture(item, record["picture"])
    if record.get("waiting"):
        return item.submit(author, at=at)
    return _through(item, author, reviewer, office, at)


def _picture(item: ProjectUpdate, scene: str) -> None:
    file = ContentFile(picture(scene), name=f"{scene}.png")
    row = UpdatePicture(update=item, title=item.title, alt=ALT[scene])
    row.read(file, file.name or "")
    row.file.save(file.name or "", file, save=False)
    row.save()


def _through(item: Any, author: User, reviewer: User, office: User, at: dt.datetime) -> None:
    item.submit(author, at=at)
    item.clear(reviewer, at=at)
    if isinstance(item, ProjectUpdate):
        for each in findings(item, update_passages(item)):
            overrule(item, each, by=reviewer, reason="看过，没有人脸、车牌和门牌。")
    item.publish(office, at=at)


def _specials(units: dict[str, Unit], office: User) -> int:
    held = set(Special.objects.values_list("slug", flat=True))
    new = [
        each for each in tomllib.loads((FOLDER / "specials.toml").read_text())["special"] if each["slug"] not in held
    ]
    for record in new:
        unit, at = units[record["unit"]], _moment(record["starts"])
        author, reviewer = desk_of(unit, record["unit"])
        with transaction.atomic():
            with pghistory.context(verb="draft", user=author.pk):
                item = Special.objects.create(
                    unit=unit, created_by=author, created_at=at, disclosure_basis=Basis.ART_20_15,
                    starts_on=_on(record["starts"]), ends_on=_day(record.get("ends")), slug=record["slug"],
                    title=record["title"], summary=record["summary"], words=record["words"].strip(),
                )  # fmt: skip
                for position, (target, title, words) in enumerate(record["part"], start=1):
                    SpecialPart.objects.create(special=item, position=position, target=target, title=title, words=words)
            _through(item, author, reviewer, office, at)
    return len(new)
