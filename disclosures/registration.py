"""What the disclosures app tells the library about itself; imported by DisclosuresConfig.ready()."""

from typing import Any

from disclosures import contents, searching
from disclosures.models import Entry
from portal.context import add_nav
from portal.publication_gates import Gate, register_gate
from portal.registry import PublicType, register
from portal.screening import findings, open_sentences


def urls(item: Any) -> list[str]:
    """Its page and its files."""
    return [item.get_absolute_url(), *(each.get_absolute_url() for each in item.attachments.defer("text"))]


register(
    PublicType(
        key="entry",
        model=Entry,
        label="公开信息",
        list_url="disclosures:tree",
        updated=lambda item: item.corrected_at or item.published_at,
        summary=lambda item: item.summary,
        urls=urls,
        position=40,
        search=searching.SEARCH,
    )
)
contents.register(contents.ColumnContent("entry", "公开信息", "", searching.of_columns, searching.updated, position=10))
register_gate(Entry, Gate("personal-data", lambda each: open_sentences(findings(each, searching.passages(each)))))
add_nav(18, "信息公开", "disclosures:tree", "/columns/")
