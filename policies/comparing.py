"""Which documents can be laid side by side, and what comes of it (policies/comparison/ does the comparing)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from policies import comparison
from policies.comparison.alignment import KINDS as WORDS
from policies.models import Correspondence, Document, Relation

KINDS = [Relation.Kind.AMENDS, Relation.Kind.REPLACES, Relation.Kind.REPEALS]
UNLIKE = "这两份文件的写法不同，不能逐条对照，请分别阅读。"
IN_COMMON = 0.2
"""Share of articles with a counterpart below which two texts are not versions of each other."""


@dataclass(frozen=True)
class Compared:
    rows: list[comparison.Row]
    note: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Kind → number of articles, in words."""
        found = dict.fromkeys(WORDS.values(), 0)
        for row in self.rows:
            found[WORDS[row.kind]] += 1
        return found


def compared(newer: Document, older: Document) -> Compared:
    """The rows of two documents; none, with a note, when they cannot be laid side by side."""
    fixed = dict(Correspondence.objects.filter(newer=newer, older=older).values_list("old_anchor", "new_anchor"))
    return compared_texts(newer.body, older.body, {anchor: other or None for anchor, other in fixed.items()})


def compared_texts(newer: str, older: str, fixed: dict[str, str | None]) -> Compared:
    """The same of two bodies (HTML): a draft and what became of it."""
    old, new = comparison.pieces(older), comparison.pieces(newer)
    if not old or not new:
        return Compared([], UNLIKE)
    rows = comparison.compare(old, new, fixed)
    if sum(row.kind in ("same", "changed") for row in rows) >= IN_COMMON * min(len(old), len(new)) and len(
        new
    ) * 3 > len(old):
        return Compared(rows)
    result = comparison.amended(old, new)
    if not result.done:
        return Compared([], UNLIKE)
    left = result.ordered - result.done
    note = "新文件只写了要修改的内容，右栏是按它修改后的文字，以正式文本为准。"
    if left > 0:
        note += f"另有 {left} 处修改须对照原文阅读。"
    return Compared(comparison.compare(old, result.pieces), note)


def comparison_links(document: Document, incoming: list[Relation], outgoing: list[Relation]) -> list[dict[str, Any]]:
    """(label, url) of the comparisons that this document stands in, without reading a body."""
    links = []
    for each in outgoing:
        if each.kind in KINDS:
            links.append({"label": f"与{_short(each.target)}对照", "url": _url(document, each.target)})
    for each in incoming:
        if each.kind in (Relation.Kind.AMENDS, Relation.Kind.REPLACES):
            links.append({"label": f"与{_short(each.source)}对照", "url": _url(each.source, document)})
    return links[:4]


def _url(newer: Document, older: Document) -> str:
    return reverse("policies:comparison", args=[*newer.address, older.pk])


def _short(document: Document) -> str:
    return document.number or f"《{document.title[:20]}》"
