"""Validity and relations in sentences for readers, both ends of each relation."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from policies.models import Document, Relation
from policies.validity import Validity

Kind = Relation.Kind


def chinese_date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class Notice:
    """A sentence around one link."""

    tone: str
    before: str
    text: str
    url: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.text}{self.after}"


def validity_sentence(document: Document, on: dt.date) -> str:
    """What the reader must know of validity beyond the relations; empty when the mark says it all."""
    state, facts = document.validity(on), document.facts
    if state == Validity.PENDING:
        return (
            f"本文件自{chinese_date(facts.effective_on)}起施行，现在尚未施行。"
            if facts.effective_on
            else "本文件尚未施行。"
        )
    if state == Validity.EXPIRED and facts.lapses_on and facts.lapses_on <= on:
        return f"本文件有效期至{chinese_date(facts.lapses_on - dt.timedelta(days=1))}，现已失效。"
    if facts.noted == state and state in (Validity.EXPIRED, Validity.REPEALED, Validity.AMENDED):
        return f"来源标注本文件{'已' if state != Validity.AMENDED else ''}{state.label}，未注明日期和依据。"
    if facts.repealed_on and facts.repealed_on > on:
        return ""
    if facts.lapses_on and state in (Validity.IN_FORCE, Validity.AMENDED):
        last = facts.lapses_on - dt.timedelta(days=1)
        extended = "（已延长）" if facts.extended_to and facts.extended_to == last else ""
        return f"本文件现行有效，有效期至{chinese_date(last)}{extended}。"
    return ""


def incoming_notice(relation: Relation, on: dt.date) -> Notice | None:
    """What another document did to this one. The wording says whether it has taken effect."""
    other, since = relation.source, chinese_date(relation.on)
    done = relation.on <= on
    articles = relation.articles or ("部分条款" if relation.scope == Relation.Scope.PART else "")
    subject = f"本文件{articles}"
    by = ("已被", "，自") if done else ("将被", "，自")

    def notice(tone: str, verb: str, ending: str) -> Notice:
        return Notice(
            tone, f"{subject}{by[0]}", other.reference, other.get_absolute_url(), f"{verb}，自{since}起{ending}。"
        )

    whole = relation.scope == Relation.Scope.WHOLE
    if relation.kind in (Kind.REPEALS, Kind.REPLACES):
        verb = "废止" if relation.kind == Kind.REPEALS else "替代"
        return notice("end" if whole and done else "warn", verb, "失效" if whole else "不再执行")
    if relation.kind == Kind.AMENDS:
        return notice("warn", "修改", "按修改后的规定执行" if done else "施行")
    if relation.kind == Kind.EXTENDS and relation.until:
        return Notice(
            "ok", "本文件有效期由", other.reference, other.get_absolute_url(), f"延长至{chinese_date(relation.until)}。"
        )
    return None


OUTGOING = {
    Kind.REPEALS: "废止", Kind.AMENDS: "修改", Kind.REPLACES: "替代",
    Kind.EXTENDS: "延长有效期", Kind.IMPLEMENTS: "贯彻落实", Kind.BASED_ON: "依据",
}  # fmt: skip
INCOMING = {Kind.IMPLEMENTS: "配套落实文件", Kind.BASED_ON: "以本文件为依据"}


def relation_groups(
    document: Document, incoming: list[Relation], outgoing: list[Relation], on: dt.date
) -> list[dict[str, Any]]:
    """The history panel: every version before and after, then what it rests on and what rests on it."""
    history: list[dict[str, Any]] = [_here(document, on)]
    others: dict[str, list[dict[str, Any]]] = {}
    changing = {Kind.REPEALS, Kind.AMENDS, Kind.REPLACES, Kind.EXTENDS}
    for relation, other, done_by_us in [(r, r.target, True) for r in outgoing] + [
        (r, r.source, False) for r in incoming
    ]:
        item = _item(relation, other, on, done_by_us)
        if relation.kind in changing:
            history.append(item)
        else:
            labels = OUTGOING if done_by_us else INCOMING
            others.setdefault(labels[Kind(relation.kind)], []).append(item)
    groups = [{"label": label, "items": items} for label, items in others.items()]
    if len(history) > 1:
        history.sort(key=lambda item: item["sort"] or dt.date.min)
        groups.insert(0, {"label": "沿革", "items": history})
    return groups


def _here(document: Document, on: dt.date) -> dict[str, Any]:
    day = document.written_on or document.published_on
    return {"date": day and str(day.year), "title": "本文件", "number": document.number, "url": None,
            "note": "", "mark": document.validity(on), "sort": day}  # fmt: skip


def _item(relation: Relation, other: Document, on: dt.date, done_by_us: bool) -> dict[str, Any]:
    day = other.written_on or other.published_on
    verb = OUTGOING[Kind(relation.kind)]
    what = f"{verb}{relation.articles}" if relation.articles else verb
    note = f"本文件{what}该文件" if done_by_us else f"{what}本文件"
    if relation.kind in (Kind.IMPLEMENTS, Kind.BASED_ON):
        note = ""
    return {"date": day and str(day.year), "title": other.title, "number": other.number, "url": other.get_absolute_url(),
            "note": relation.note or note, "mark": other.validity(on), "sort": day}  # fmt: skip


LONG = ("body", "toc", "source_data", "correction_note", "excerpt", "summary", "flags", "keywords")


def public_relations(document: Document) -> tuple[list[Relation], list[Relation]]:
    """(incoming, outgoing) whose other end is public."""
    relations = list(Relation.objects.filter(Q(target=document) | Q(source=document)).order_by("on", "id"))
    others = {each.source_id for each in relations} | {each.target_id for each in relations}
    known = Document.objects.published().defer(*LONG).in_bulk(others - {document.pk}) if relations else {}
    incoming, outgoing = [], []
    for each in relations:
        if each.source_id == document.pk and (other := known.get(each.target_id)):
            each.source, each.target = document, other
            outgoing.append(each)
        elif each.target_id == document.pk and (other := known.get(each.source_id)):
            each.source, each.target = other, document
            incoming.append(each)
    return incoming, outgoing
