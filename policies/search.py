"""How policy documents are searched: their articles and attachments as passages, their numbers as direct hits."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from policies import numbers
from policies.articles import IS_ANCHOR, LABEL
from policies.models import Document, DocumentAttachment, Issuer, Tag, Topic
from policies.validity import Validity, validity
from portal.models import Unit
from portal.models.unit import units_now
from portal.search.item import FacetKind, Hit, Passage, Phase, Searchable, SearchItem

RANKS: dict[str, float] = {Document.Category.LAW: 1.0, Document.Category.RULE: 1.0, Document.Category.NORMATIVE: 1.0}
OTHER_RANK = 0.93
"""效力位阶 in the score: what lays down no rules counts a little less."""
STATES: dict[str, tuple[str, str, float]] = {
    Validity.IN_FORCE: ("有效", "ok", 1.0),
    Validity.AMENDED: ("已修改", "warn", 1.0),
    Validity.PENDING: ("尚未施行", "wait", 0.95),
    Validity.EXPIRED: ("失效", "end", 0.6),
    Validity.REPEALED: ("废止", "end", 0.6),
}
"""What ended counts for little more than half: it is found, below what is in force."""
FOUND = 20

_BLOCK = re.compile(r'<(p|h[2-6]|li|tr|td|th|div|br)\b(?:[^>]*?\bid="([^"]+)")?[^>]*>')
_TAG = re.compile(r"<[^>]+>")
_INDEX_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/\-]{7,39}")


def body_passages(body: str) -> Iterator[Passage]:
    """Articles, and between them the text below each heading, with the anchor that leads there."""
    starts = [match for match in _BLOCK.finditer(body) if match[2]]
    if not starts or starts[0].start() > 0:
        yield from _passage(body[: starts[0].start()] if starts else body, "", "")
    for match, following in zip_longest(starts, starts[1:]):
        text = body[match.start() : following.start() if following else len(body)]
        yield from _passage(text, match[2], match[1])


def _passage(markup: str, anchor: str, tag: str) -> Iterator[Passage]:
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", markup)))
    text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    if not text:
        return
    label = ""
    if IS_ANCHOR.match(anchor) and (found := LABEL.match(text)):
        label = found[0]
    elif tag.startswith("h"):
        label = text.split("\n", 1)[0][:60]
    yield Passage(text, label, f"#{anchor}" if anchor else "")


def attachment_passages(attachment: DocumentAttachment) -> Iterator[Passage]:
    """One passage for each page, where pages are known."""
    name = f"附件：{attachment.title or attachment.name}"
    url = reverse("policies:file", args=[attachment.document_id, attachment.pk, attachment.name])
    starts = attachment.page_starts or [0]
    for page, (start, end) in enumerate(zip(starts, [*starts[1:], len(attachment.text)], strict=True), 1):
        if text := attachment.text[start:end].strip():
            paged = len(starts) > 1 or attachment.kind == "pdf"
            yield Passage(text, f"{name}（第 {page} 页）" if paged else name, f"{url}#page={page}" if paged else url)


def item(document: Document) -> SearchItem:
    """Everything of a document that is searched; `prefetch` made its queries."""
    issuers = [issue.unit for issue in document.issues.all()]
    tags = [tagged.tag for tagged in document.tagged.all()]
    attachments = list(document.attachments.all())
    passages = [*body_passages(document.body), *(each for file in attachments for each in attachment_passages(file))]
    topics = [topic for topic in (document.topic and document.topic.parent, document.topic) if topic]
    names = [unit.name for unit in issuers] + [unit.short_name for unit in issuers] + [tag.name for tag in tags]
    year = document.published_on or document.written_on
    return SearchItem(
        title=document.title,
        passages=passages,
        head=[document.number, document.index_number or "", document.summary, *document.keywords, *names],
        keys=[key for key in (document.number_key, numbers.search_key(document.index_number or "")) if key],
        facets={
            "topic": [topic.code for topic in topics],
            "issuer": [str(unit.pk) for unit in issuers],
            "category": [document.category],
            "genre": [document.genre] if document.genre else [],
            "year": [str(year.year)] if year else [],
            "tag": list(dict.fromkeys(each.slug for tag in tags for each in (tag, tag.parent) if each)),
        },
        phases=list(phases(document)),
        day=year,
        weight=RANKS.get(str(document.category), OTHER_RANK),
        number=document.number,
        unit=issuers[0].pk if issuers else None,
    )  # fmt: skip


def phases(document: Document) -> Iterator[Phase]:
    """The states of a document in time, from the one function that knows the rule."""
    facts = document.facts
    known = (facts.effective_on, facts.lapses_on, facts.repealed_on, facts.amended_on)
    days = sorted({day for day in known if day is not None})
    first = days[0] if days else None
    before = validity(facts, first.replace(year=first.year - 1, day=1)) if first else validity(facts)
    yield Phase(before)
    for day in days:
        if (state := validity(facts, day)) != before:
            yield Phase(state, day)
            before = state


def prefetch(rows: QuerySet) -> QuerySet:
    return (
        rows.select_related("topic__parent")
        .defer("toc", "source_data")
        .prefetch_related(
            Prefetch("issues", Issuer.objects.select_related("unit").order_by("position")),
            "tagged__tag__parent",
            Prefetch("attachments", DocumentAttachment.objects.order_by("position", "pk")),
        )
    )


def find(query: str) -> list[Hit]:
    """Documents that the query names by number (any spelling, or parts of one) or by index number."""
    if number := numbers.parse(query):
        rows = Document.objects.published().filter(number_key=number.key[:110])
        return [Hit(pk, f"文号是{number}") for pk in rows.values_list("pk", flat=True)[:FOUND]]
    if _INDEX_NUMBER.fullmatch(query.strip()) and any(char.isdigit() for char in query):
        rows = Document.objects.published().filter(index_number__iexact=query.strip())
        return [Hit(pk, "索引号相同") for pk in rows.values_list("pk", flat=True)[:FOUND]]
    conditions = Q(pk=None)
    asked = numbers.parse_query(query)[:3]
    for parts in asked:
        given = {f"number_{name}": getattr(parts, name) for name in ("prefix", "year", "serial")}
        conditions |= Q(**{name: value for name, value in given.items() if value is not None})
    rows = Document.objects.published().filter(conditions).newest_first() if asked else Document.objects.none()
    return [Hit(pk, f"文号是{number}") for pk, number in rows.values_list("pk", "number")[:FOUND]]


def touched(document: Document) -> Iterable[Document]:
    """What this document repeals, amends or extends; their validity changes with it."""
    return Document.objects.published().filter(
        pk__in=document.relations_out.filter(kind__in=["repeals", "replaces", "amends", "extends"]).values("target")
    )


def synonyms() -> Iterator[list[str]]:
    for name, others in Tag.objects.in_use().exclude(synonyms=[]).values_list("name", "synonyms"):
        yield [name, *others]


def names() -> Iterator[tuple[str, str, str]]:
    for tag in Tag.objects.in_use():
        yield "标签", tag.name, tag.get_absolute_url()
    for unit in Unit.objects.filter(Q(issues__isnull=False)).distinct():
        yield "单位", unit.name, unit.get_absolute_url()
    for topic in Topic.objects.filter(parent=None):
        yield "主题", topic.name, topic.get_absolute_url()


def _unit_labels(values: list[str]) -> dict[str, str]:
    known = units_now()
    return {value: known[int(value)].label for value in values if int(value) in known}


def _unit_names(values: list[str]) -> dict[str, str]:
    known = units_now()
    return {value: known[int(value)].name for value in values if int(value) in known}


def _tag_labels(values: list[str]) -> dict[str, str]:
    return dict(Tag.objects.in_use().filter(slug__in=values).values_list("slug", "name"))


def _tag_groups(values: list[str]) -> dict[str, tuple[str, str]]:
    tags = Tag.objects.in_use().filter(slug__in=values).order_by("dimension__position")
    return {slug: (code, name) for slug, code, name in tags.values_list("slug", "dimension__code", "dimension__name")}


def _tag_parents(values: list[str]) -> dict[str, str]:
    return dict(Tag.objects.filter(slug__in=values, parent__isnull=False).values_list("slug", "parent__slug"))


def _topic_parents(values: list[str]) -> dict[str, str]:
    return dict(Topic.objects.filter(code__in=values, parent__isnull=False).values_list("code", "parent__code"))


def _topic_names(values: list[str]) -> dict[str, str]:
    return dict(Topic.objects.filter(code__in=values).values_list("code", "name"))


def _choices(choices: Any) -> Any:
    return lambda values: {value: label for value, label in choices if value in values}


SEARCH = Searchable(
    item=item,
    prefetch=prefetch,
    facets=[
        FacetKind("topic", "主题分类", _topic_names, parent=_topic_parents),
        FacetKind("issuer", "发文机关", _unit_labels, long_names=_unit_names),
        FacetKind("category", "文件类别", _choices(Document.Category.choices), ordered=True),
        FacetKind("genre", "公文种类", _choices(Document.Genre.choices)),
        FacetKind("year", "年份", lambda values: {value: f"{value}年" for value in sorted(values, reverse=True)}, ordered=True),
        FacetKind("tag", "标签", _tag_labels, adds=True, group=_tag_groups, parent=_tag_parents),
    ],
    states=STATES,
    find=find,
    touched=touched,
    synonyms=synonyms,
    names=names,
)  # fmt: skip
