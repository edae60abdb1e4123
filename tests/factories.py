"""Plain functions that make rows; whatever a test does not care about is believable."""

import datetime as dt
import itertools
from typing import Any

import pgtrigger
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from policies import bodytext
from policies.models import (
    Document,
    Interpretation,
    InterpretationWaiver,
    Issuer,
    Relation,
    Tag,
    TagDimension,
    Topic,
)
from portal.models import DisclosureGroup, Unit, User
from portal.publishing import Audience, State

_serial = itertools.count(1)
BODY = "各有关单位：\n第一条　为了便民，制定本办法。\n第二条　本办法适用于本区。"


def make_unit(name: str = "", **fields: Any) -> Unit:
    return Unit.objects.get_or_create(name=name or f"岚屿区第{next(_serial)}局", defaults=fields)[0]


def make_user(username: str, unit: Unit | None = None, *groups: str, **fields: Any) -> User:
    fields = {"password_changed_at": timezone.now()} | fields
    user = User.objects.create_user(username, password="Lanyu-2026!", unit=unit, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def _people() -> tuple[User, User, User]:
    def get(name: str) -> User:
        return User.objects.filter(username=name).first() or make_user(name, make_unit("岚屿区工厂局"), "发布")

    return get("zhu"), get("xu"), get("meng")


def make_draft(
    title: str = "", *, body: str = BODY, issuers: list[Unit] | None = None, number: str | None = None, **fields: Any
) -> Document:
    """A complete draft: nothing but the review stands between it and the public."""
    serial = next(_serial)
    author = fields.pop("created_by", None) or _people()[0]
    unit = fields.pop("unit", None) or make_unit("岚屿区工厂局")
    values: dict[str, Any] = {
        "genre": Document.Genre.NOTICE,
        "category": Document.Category.OTHER,
        "topic": Topic.objects.get(code="01"),
        "written_on": dt.date(2024, 5, 6),
        "disclosure_basis": "20-1",
    } | fields
    if values.get("audience") == Audience.GROUP:
        values.setdefault("named_groups", [make_group().pk])
    document = Document(unit=unit, title=title or f"关于第{serial}项便民措施的通知", created_by=author, **values)
    document.set_number(f"岚厂〔2024〕{serial}号" if number is None else number)
    document.set_body(bodytext.from_plain(body, document.title))
    document.save()
    for position, issuer in enumerate(issuers or [unit]):
        Issuer.objects.create(document=document, unit=issuer, position=position)
    return document


def make_group(name: str = "海棠苑3号楼全体业主", code: str = "ABCD2345EFGH") -> DisclosureGroup:
    unit = make_unit("岚屿区工厂局")
    return DisclosureGroup.objects.get_or_create(name=name, defaults={"unit": unit, "code": make_password(code)})[0]


def reopen(document: Document) -> Document:
    """A correction opens what belongs to a published document, for the rest of the transaction."""
    if document.state == State.PUBLISHED:
        document.correct(_people()[2], "补充文件的附件、关系或标签。")
    return document


def end_transaction() -> None:
    """What a commit does in production and not within a test: no document is open for its parts any more."""
    with pgtrigger.ignore():
        Document.objects.filter(corrected_in__gt=1).update(corrected_in=1)


def make_policy(
    title: str = "", *, at: dt.datetime | None = None, tags: list[Tag] | None = None, **fields: Any
) -> Document:
    """A published document that went through submission and review."""
    document = make_draft(title, **fields)
    if tags:
        document.tags.add(*tags)
    return publish(document, at)


def publish(document: Document, at: dt.datetime | None = None) -> Document:
    author, reviewer, office = _people()
    at = at or timezone.now()
    document.submit(author, at=at)
    document.clear(reviewer, at=at)
    if getattr(document, "category", "") == Document.Category.NORMATIVE and not document.interpretations.exists():
        waive(document)
    document.publish(office, at=at)
    return document


def waive(document: Document, reason: str = "只延长有效期，原解读继续适用。") -> InterpretationWaiver:
    return InterpretationWaiver.objects.create(document=document, reason=reason, signed_by=_people()[1])


def make_interpretation(document: Document, title: str = "", **fields: Any) -> Interpretation:
    """A complete draft."""
    values: dict[str, Any] = {
        "summary": "看懂补助给谁、给多少、怎么领。",
        "scope": "2026年1月1日以后竣工的加装电梯项目。",
        "disclosure_basis": "20-1",
    } | fields
    values.setdefault("created_by", _people()[0])
    return Interpretation.objects.create(
        document=document, unit=document.unit, title=title or f"《{document.title}》解读", **values
    )


def cleared(item: Any, at: dt.datetime | None = None) -> Any:
    """Submitted and reviewed, ready to be published by the office."""
    author, reviewer, _ = _people()
    item.submit(author, at=at)
    item.clear(reviewer, at=at)
    return item


def withdraw(document: Document) -> Document:
    document.withdraw(_people()[2], "发布有误")
    return document


def relate(source: Document, kind: str, target: Document, on: dt.date, **fields: Any) -> Relation:
    reopen(source)
    return Relation.objects.create(source=source, kind=kind, target=target, on=on, **fields)


def make_tag(code: str, name: str = "", dimension: str = "audience") -> Tag:
    owner, _ = TagDimension.objects.get_or_create(code=dimension, defaults={"name": f"维度{dimension}"})
    return Tag.objects.create(slug=code, name=name or code, dimension=owner)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def moment(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))
