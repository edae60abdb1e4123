"""The board under a policy and under a unit: its FAQs, the questions that were answered in public, and the form."""

from functools import lru_cache
from typing import Any

from django.db.models import CharField, DateTimeField, F, TextField, Value
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from interaction.forms import QuestionForm
from interaction.models import FAQ, Exchange
from interaction.reference import reference
from policies.articles import article_anchor
from policies.models import Document
from portal.models import Unit
from portal.models.unit import units_now

SHOWN = 5
_COLUMNS = ["kind", "pk", "title", "first", "second", "on", "unit_id", "place"]


def talk(document: Document) -> tuple[list[FAQ], list[Exchange]]:
    """FAQs in their order and the newest published questions of a document, in one query for both panels."""
    if not hasattr(document, "_talk"):
        known = reference()
        kinds = ((_faqs, known.faqs), (_exchanges, known.exchanges))
        asked = [rows(document) for rows, held in kinds if held.get(document.pk)]
        rows = list(asked[0].union(*asked[1:], all=True)) if asked else []
        document._talk = (  # type: ignore[attr-defined]
            [_faq(row) for row in sorted(rows, key=lambda row: row["place"]) if row["kind"] == "faq"],
            [_exchange(row) for row in rows if row["kind"] == "exchange"],
        )
    return document._talk  # type: ignore[attr-defined]


def _faqs(document: Document) -> Any:
    rows = FAQ.objects.published().filter(document=document).order_by()
    return rows.annotate(
        kind=Value("faq", CharField()),
        first=F("answer"),
        second=Cast("article", TextField()),
        on=F("answers_as_of"),
        place=F("position"),
    ).values(*_COLUMNS)


def _exchanges(document: Document) -> Any:
    rows = Exchange.objects.published().filter(document=document).order_by("-answered_on", "-pk")
    return rows.annotate(
        kind=Value("exchange", CharField()),
        first=F("asked"),
        second=F("answered"),
        on=Cast("answered_on", DateTimeField()),
        place=Value(0),
    ).values(*_COLUMNS)[:SHOWN]


def _faq(row: dict[str, Any]) -> FAQ:
    return FAQ(pk=row["pk"], title=row["title"], answer=row["first"], article=row["second"], answers_as_of=row["on"])


def _exchange(row: dict[str, Any]) -> Exchange:
    unit = units_now()[row["unit_id"]]
    return Exchange(
        pk=row["pk"],
        title=row["title"],
        asked=row["first"],
        answered=row["second"],
        answered_on=timezone.localtime(row["on"]).date(),
        unit=unit,
    )


def document_faqs(document: Document) -> dict[str, Any] | None:
    faqs, _ = talk(document)
    lines = [
        {
            "faq": each,
            "anchor": article_anchor(each.article, document.body),
            "version_on": each.version_on(document),
        }
        for each in faqs
    ]
    return {"faqs": lines, "count": len(lines)} if lines else None


def blank_form() -> dict[str, Any]:
    """The form that nobody has filled in yet; its fields are the same under every policy and are written once."""
    return {"form": QuestionForm(), "fields": _blank_fields(QuestionForm.offered())}


@lru_cache(maxsize=1)
def _blank_fields(offered: tuple[tuple[str, str], ...]) -> SafeString:
    return mark_safe(render_to_string("intake/_fields.html", {"form": QuestionForm()}))


def answering_unit(unit: Unit) -> Unit:
    """The successor after a reorganisation; the office for what a body outside the district issued."""
    units = units_now()
    for _ in range(5):
        if unit.successor_id is None:
            break
        unit = units[unit.successor_id]
    if unit.kind == Unit.Kind.EXTERNAL:
        return min((each for each in units.values() if each.kind == Unit.Kind.OFFICE), key=_age, default=unit)
    return unit


def _age(unit: Unit) -> int:
    return unit.pk


def document_board(document: Document) -> dict[str, Any]:
    return {
        "exchanges": talk(document)[1],
        "count": reference().exchanges.get(document.pk, 0),
        **blank_form(),
        "about": f"?document={document.pk}",
        "who": answering_unit(document.unit),
    }


def unit_board(unit: Unit) -> dict[str, Any] | None:
    if unit.kind == Unit.Kind.EXTERNAL or unit.successor_id:
        return None
    rows = Exchange.objects.published().filter(unit=unit).select_related("unit").order_by("-answered_on", "-pk")
    return {
        "exchanges": list(rows[:SHOWN]),
        "count": None,
        **blank_form(),
        "about": f"?unit={unit.pk}",
        "who": unit,
    }
