"""Every text of an item that will be public, with the place as staff call it: for the screening and for the search."""

from collections.abc import Iterable, Iterator
from typing import Any

from policies import bodytext
from portal.attachments import Attachment
from portal.screening import Mark, Passage


def item_passages(item: Any, columns: Iterable[str], owned: Iterable[tuple[str, list[str]]] = ()) -> Iterator[Passage]:
    """The title, the named columns (text, HTML or lists), and columns of the rows that belong to the item."""
    yield Passage("title", item.title, [Mark(0, "标题")])
    for name in columns:
        yield from _passage(item, name, "")
    if item.pk is None:
        return
    for related, names in owned:
        for place, row in enumerate(getattr(item, related).all(), start=1):
            for name in names:
                yield from _passage(row, name, f"第{place}个{row._meta.verbose_name}的")


def file_passages(files: Iterable[Attachment]) -> Iterator[Passage]:
    """The text of files, page by page, and what could not be read."""
    for file in files:
        named = f"附件《{file}》"
        marks = [Mark(start, f"{named}第{page}页") for page, start in enumerate(file.page_starts, start=1)]
        yield Passage(file.sha256, file.text, marks or [Mark(0, named)], unreadable=file.text_note)


def _passage(row: Any, name: str, place: str) -> Iterator[Passage]:
    value = getattr(row, name)
    text = "、".join(value) if isinstance(value, list) else bodytext.plain(value)
    if text:
        label = row._meta.get_field(name).verbose_name
        yield Passage(f"{row._meta.model_name}:{row.pk}:{name}", text, [Mark(0, f"{place}{label}")])
