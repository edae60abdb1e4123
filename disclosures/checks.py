"""Checks of the columns for the inspection: stale, empty, without meta tags (国办秘函〔2019〕19号, 国办发〔2017〕47号)."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from disclosures.models import Column
from disclosures.models.column import Rhythm, tree
from disclosures.updates import last_update, updates
from portal import notices
from portal.inspection import Check, Found, register_check


def _found(column: Column, text: str) -> Found:
    return Found(f"column:{column.pk}", text, column.unit, notices.admin_url(column))


def stale(*rhythms: Rhythm) -> Callable[[], Iterator[Found]]:
    """Columns of these rhythms whose own content is older than their limit. Empty ones are another check's."""

    def find() -> Iterator[Found]:
        today, found = timezone.localdate(), updates()
        for column in tree().columns:
            if not (column.active and column.rhythm in rhythms and column.pk in found):
                continue
            last = timezone.localtime(found[column.pk]).date()
            due = column.next_update(last)
            if due and due < today:
                yield _found(
                    column,
                    f"栏目“{column.name}”最近更新{last:%Y-%m-%d}，期限{column.limit}天，已超过{(today - due).days}天。",
                )

    return find


def empty() -> Iterator[Found]:
    """Columns that nothing stands in, nor in any below; the fixed structure among them, which the public does see."""
    for column in tree().columns:
        if column.active and last_update(column) is None:
            yield _found(column, f"栏目“{column.name}”没有内容{'，公众看得到' if column.fixed else ''}。")


def without_meta() -> Iterator[Found]:
    """ColumnDescription and ColumnKeywords are required on every column page."""
    for column in tree().columns:
        names = (("栏目说明", column.description), ("关键词", column.keywords))
        missing = [label for label, value in names if not value]
        if column.active and missing:
            yield _found(column, f"栏目“{column.name}”缺少{'、'.join(missing)}（页面标签）。")


register_check(
    Check(
        "stale-news",
        "动态、通知和政策文件类栏目不更新",
        stale(Rhythm.NEWS, Rhythm.NOTICES),
        points=2,
        cap=20,
        veto=5,
        position=10,
    )
)
register_check(
    Check("stale-plans", "应更新栏目长期不更新", stale(Rhythm.PLANS), points=1, cap=10, veto=10, position=20)
)
register_check(Check("empty-columns", "空白栏目", empty, points=2, cap=20, veto=5, position=30))
register_check(Check("column-meta", "栏目缺少页面标签", without_meta, points=0.5, cap=5, position=80))
