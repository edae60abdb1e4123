"""Which public documents a body names, and which name it: one query for both."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Q, Value
from django.utils.safestring import mark_safe

from policies.citing.linking import linked, targets, wanted
from policies.citing.mentions import title_key, title_keys
from policies.models import Document
from policies.models.document_queries import TitleKey

SHOWN = 8
"""Documents that are listed as naming this one; the newest."""
NAMES = 1_000
"""Public documents read for the links of one body at most; a body that names more links none."""
_COLUMNS = ["title", "number", "number_key", "published_at", "created_at", "published_on"]


@dataclass
class Named:
    body: str
    """Safe HTML with its links."""
    citing: list[dict[str, Any]] = field(default_factory=list)
    """Public documents whose bodies name this one by its number, or where it has none by its title."""


def named(document: Document) -> Named:
    """Links lead to what is public at this moment and to nothing else."""
    numbers, titles = wanted(document.citations)
    public = Document.objects.published().exclude(pk=document.pk).order_by().annotate(title_key=TitleKey("title"))
    ours = public.filter(Q(number_key__in=numbers - {""}) | Q(title_key__in=titles))
    own = {document.number_key} if document.number_key else title_keys(title_key(document.title))
    theirs = public.filter(state="published", cited__overlap=list(own)).order_by("-published_at", "-pk")
    rows = _side(ours, "ours")[:NAMES].union(_side(theirs, "theirs")[:SHOWN], all=True)
    found: dict[str, list[Document]] = {"ours": [], "theirs": []}
    for each in rows:
        found[each.side].append(each)
    return Named(_linked(document, found["ours"]), [_line(each) for each in found["theirs"]])


def _side(rows: Any, name: str) -> Any:
    return rows.annotate(side=Value(name, output_field=CharField())).only(*_COLUMNS)


def _linked(document: Document, public: list[Document]) -> str:
    by_number: dict[str, set[int]] = {}
    by_title: dict[str, set[int]] = {}
    for each in public:
        by_number.setdefault(each.number_key, set()).add(each.pk)
        by_title.setdefault(title_key(each.title), set()).add(each.pk)
    addresses = {each.pk: each.get_absolute_url() for each in public}
    chosen = targets(document.citations, by_number, by_title) if len(public) < NAMES else []
    if not any(chosen):
        return mark_safe(document.body)  # sanitised when it was stored (policies/bodytext.py)
    own = {title_key(document.title)} | title_keys(title_key(document.title))

    def address(index: int) -> str | None:
        target = chosen[index]
        return addresses[target] if target and document.citations[index][3] not in own else None

    return mark_safe(linked(document.body, document.citations, address))


def _line(document: Document) -> dict[str, Any]:
    year = document.published_on and str(document.published_on.year)
    return {"date": year, "title": document.title, "number": document.number, "url": document.get_absolute_url(),
            "note": "", "mark": None}  # fmt: skip


def cited_by(lines: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """被引用 as one more group of the panel of relations, without those that stand there for a better reason."""
    shown = {item["url"] for group in groups for item in group["items"]}
    items = [line for line in lines if line["url"] not in shown]
    return [*groups, {"label": "被引用", "items": items}] if items else groups
