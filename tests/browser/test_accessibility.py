"""axe-core on every kind of page, wide, narrow and in the reading modes; nothing runs over the edge."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
DIFFERENT = ("home", "list", "document", "document, repealed", "search", "unit")
"""Pages that show every component between them: the reading modes change nothing but colours and sizes."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page) -> list[str]:
    """Rule, help and the first places, one line each."""
    found = Axe().run(page, options=RULES).response
    assert found["passes"], "axe looked at something"
    return [
        f"{page.url} {each['id']}: {each['help']}: {[node['target'] for node in each['nodes'][:3]]}"
        for each in found["violations"]
    ]


@pytest.mark.parametrize(
    ("size", "prefix"),
    [(WIDE, ""), (NARROW, ""), (NARROW, "/elder"), (WIDE, "/contrast")],
    ids=["1280", "375", "elder-375", "contrast-1280"],
)
def test_every_kind_of_page_without_a_finding(
    open_page: Callable[..., Page], addresses: dict[str, str], size: tuple[int, int], prefix: str
) -> None:
    page = open_page(size)
    assert len(addresses) > 15
    found = []
    asked = addresses if prefix != "/contrast" else {name: addresses[name] for name in DIFFERENT}
    for name, address in asked.items():
        page.goto(prefix + address, wait_until="load")
        assert page.locator("h1").count() == 1, name
        if (beyond := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{prefix}{address} runs {beyond} px over the edge")
        if not prefix or name in DIFFERENT:
            found += violations(page)
    assert not found, "\n".join(found)
