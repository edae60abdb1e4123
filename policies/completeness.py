"""全生命周期管理, completeness: which numbers of a series are not public, which elements are missing, what is doubled.

Every answer is one SQL statement over all documents that the member of staff may see, whatever their number.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from policies.models import Document, DocumentAttachment, Issuer
from portal.models import Unit
from portal.publishing import State

LONG_GAP = 200
"""A gap of more numbers than this is a mistyped serial rather than so many missing documents."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """All numbers of one prefix and year. Ranges are inclusive; `held` are numbers known here but not public."""

    issuer: str
    prefix: str
    year: int
    public: int
    last: int
    gaps: list[tuple[int, int]]
    held: list[int]

    @property
    def missing(self) -> int:
        return sum(last - first + 1 for first, last in self.gaps)

    @property
    def gap_text(self) -> str:
        """3、7—9（其中 8 已入库未公开）."""
        shown = "、".join(str(a) if a == b else f"{a}—{b}" for a, b in self.gaps)
        held = "、".join(map(str, self.held))
        return shown + (f"（其中 {held} 已入库未公开）" if held else "")

    @property
    def is_odd(self) -> bool:
        return any(last - first >= LONG_GAP for first, last in self.gaps)


_SEQUENCES = """
WITH numbered AS (
    SELECT d.number_prefix AS prefix, d.number_year AS year, d.number_serial AS serial,
           bool_or(d.state = 'published' AND d.disclosure = 'public') AS public,
           min(i.unit_id) AS issuer
    FROM policies_document d LEFT JOIN policies_issuer i ON i.document_id = d.id AND i.position = 0
    WHERE d.number_prefix <> '' AND d.number_year IS NOT NULL AND d.unit_id = ANY(%(units)s)
          AND (%(year)s::int IS NULL OR d.number_year = %(year)s) AND (%(prefix)s = '' OR d.number_prefix = %(prefix)s)
    GROUP BY 1, 2, 3
), shown AS (
    SELECT prefix, year, serial, issuer,
           lag(serial, 1, 0) OVER (PARTITION BY prefix, year ORDER BY serial) + 1 AS first, serial - 1 AS last
    FROM numbered WHERE public
), sequences AS (
    SELECT prefix, year, count(*) AS public, max(serial) AS top, mode() WITHIN GROUP (ORDER BY issuer) AS issuer,
           array_agg(first ORDER BY first) FILTER (WHERE last >= first) AS firsts,
           array_agg(last ORDER BY first) FILTER (WHERE last >= first) AS lasts
    FROM shown GROUP BY prefix, year
)
SELECT coalesce(u.name, ''), s.prefix, s.year, s.public, s.top, s.firsts, s.lasts,
       ARRAY(SELECT n.serial FROM numbered n
             WHERE n.prefix = s.prefix AND n.year = s.year AND NOT n.public AND n.serial < s.top ORDER BY 1)
FROM sequences s LEFT JOIN portal_unit u ON u.id = s.issuer
WHERE %(issuer)s::bigint IS NULL OR s.issuer = %(issuer)s
ORDER BY s.year DESC, s.prefix
"""


def sequences(
    units: QuerySet[Unit], *, year: int | None = None, prefix: str = "", issuer: int | None = None
) -> list[Sequence]:
    """The number series of documents published by `units`, newest year first."""
    parameters = {"units": list(units.values_list("pk", flat=True)), "year": year, "prefix": prefix, "issuer": issuer}
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES, parameters)
        rows = cursor.fetchall()
    return [
        Sequence(issuer_name, series, of_year, public, last, list(zip(firsts or [], lasts or [], strict=True)), held)
        for issuer_name, series, of_year, public, last, firsts, lasts, held in rows
    ]


@dataclass(frozen=True, slots=True)
class Defect:
    key: str
    label: str
    condition: Q


_NO_ISSUER = ~Exists(Issuer.objects.filter(document=OuterRef("pk")))
_NO_FILE = ~Exists(DocumentAttachment.objects.filter(document=OuterRef("pk")))
DEFECTS = [
    Defect("issuer", "缺发文机关", Q(_NO_ISSUER)),
    Defect("genre", "缺公文种类", Q(genre="")),
    Defect("topic", "缺主题分类", Q(topic=None)),
    Defect("written_on", "缺成文日期", Q(written_on=None)),
    Defect("text", "缺正文和正式文本", Q(body="") & Q(_NO_FILE)),
    Defect("number", "规范性文件缺发文字号", Q(category="normative", number="")),
    Defect("format", "发文字号格式不规范", ~Q(number="") & Q(number_prefix="")),
    Defect("double", "发文字号重复", Q()),
    Defect("flags", "有待核事项", ~Q(flags=[])),
]
BY_KEY = {defect.key: defect for defect in DEFECTS}


def published(units: QuerySet[Unit], *, year: int | None = None, prefix: str = "", issuer: int | None = None) -> Any:
    """Public documents within the filters."""
    found = Document.objects.filter(state=State.PUBLISHED, disclosure="public", unit__in=units)
    found = found.filter(year=year) if year else found
    found = found.filter(number_prefix=prefix) if prefix else found
    return found.filter(Exists(Issuer.objects.filter(document=OuterRef("pk"), unit=issuer))) if issuer else found


def with_defect(documents: Any, defect: Defect) -> Any:
    if defect.key != "double":
        return documents.filter(defect.condition)
    return documents.filter(number_key__in=_doubled())


def _doubled() -> Any:
    """Number keys of more than one public document, of whatever unit."""
    public = Document.objects.filter(state=State.PUBLISHED, disclosure="public").exclude(number_key="")
    return public.order_by().values("number_key").annotate(n=Count("pk")).filter(n__gt=1).values("number_key")


def counts(documents: Any) -> list[tuple[Defect, int]]:
    """How many documents have each defect: one statement."""
    conditions = {
        f"n_{each.key}": Count("pk", filter=Q(number_key__in=_doubled()) if each.key == "double" else each.condition)
        for each in DEFECTS
    }
    found = documents.order_by().aggregate(**conditions)
    return [(each, found[f"n_{each.key}"]) for each in DEFECTS]
