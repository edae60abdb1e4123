"""What a citizen does: search, filter, read, download; with a mouse, with keys, without scripts, in every reading mode."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE

WORDS = "加装电梯"


def unfold(page: Page, label: str) -> None:
    """Narrow pages fold their side columns; the summary opens them."""
    summary = page.locator("details.fold > summary", has_text=label)
    if summary.is_visible() and summary.locator("..").get_attribute("open") is None:
        summary.click()


def total(page: Page) -> int:
    found = re.search(r"\d+", page.locator(".toolbar p").first.inner_text())
    assert found
    return int(found[0])


def inside(page: Page, prefix: str) -> None:
    """Every link to the site's own pages keeps the reading mode, and nothing is wider than the window."""
    links = page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    lost = [
        link for link in links if not link.startswith(f"{prefix}/") and "/files/" not in link
    ]  # a file has no modes
    modes = page.locator(".utility ul").first.locator("a").count()
    assert len(lost) <= (modes - 1 if prefix else 0), lost
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("size", "prefix", "scripts"),
    [(WIDE, "", True), (NARROW, "", True), (NARROW, "/elder", True), (NARROW, "/contrast", True),
     (WIDE, "", False), (NARROW, "/elder", False)],
    ids=["1280", "375", "elder-375", "contrast-375", "no-scripts-1280", "no-scripts-elder-375"],
)  # fmt: skip
def test_citizen_searches_filters_reads_and_downloads(
    open_page: Callable[..., Page], size: tuple[int, int], prefix: str, scripts: bool
) -> None:
    page = open_page(size, java_script_enabled=scripts)
    search(page, prefix)
    filter_and_unfilter(page)
    inside_if(scripts, page, prefix)
    read(page)
    inside_if(scripts, page, prefix)
    go_on(page)
    expect(page).to_have_url(re.compile(f"//[^/]+{prefix}/policies/"))


def inside_if(scripts: bool, page: Page, prefix: str) -> None:
    if scripts:
        inside(page, prefix)


def search(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/")
    box = page.locator("main input[type=search]")
    box.fill(WORDS)
    page.locator("main form[role=search] button").click()
    expect(page.locator("h1")).to_contain_text(WORDS)
    expect(page.locator(".result h3 a").first).to_contain_text("电梯")


def filter_and_unfilter(page: Page) -> None:
    everything = total(page)
    unfold(page, "筛选")
    option = page.locator("details.facet[open] li a").first
    count = int(re.sub(r"\D", "", option.locator(".num").inner_text()))
    assert 0 < count < everything
    option.click()
    expect(page.locator(".chip")).to_have_count(1)
    assert total(page) == count, "the count of the filter is what the click returns"
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert total(page) == everything


def read(page: Page) -> None:
    page.locator(".result h3 a", has_text="资金补助办法").first.click()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".elements dd").first).to_be_visible()
    expect(page.locator(".mark").first).to_be_visible()
    unfold(page, "目录")
    article = page.locator(".toc a[href^='#']").nth(1)
    anchor = article.get_attribute("href") or ""
    article.click()
    expect(page).to_have_url(re.compile(re.escape(anchor) + "$"))
    expect(page.locator(anchor)).to_be_in_viewport()
    unfold(page, "附件")
    with page.expect_download() as download:
        page.locator("a[href*='/files/']", has_not_text="PDF").filter(visible=True).last.click()
    assert download.value.path().stat().st_size > 1000


def go_on(page: Page) -> None:
    here = page.locator("h1").inner_text()
    older = page.locator("a[rel=next]")
    named = older.inner_text().replace("下一件", "").strip()
    older.click()
    expect(page.locator("h1")).to_have_text(named)
    page.locator("a[rel=prev]").click()
    expect(page.locator("h1")).to_have_text(here)


FOCUS_SHOWS = """() => {
    const style = getComputedStyle(document.activeElement), box = document.activeElement.getBoundingClientRect();
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return (ring || style.boxShadow !== 'none') && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
NAME = "document.activeElement.innerText || document.activeElement.name || document.activeElement.id"


def tab_to(page: Page, wanted: str, limit: int = 80) -> None:
    """Presses Tab until what the pattern describes has the focus; every stop on the way must be visible."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        name = page.evaluate(NAME)
        assert page.evaluate(FOCUS_SHOWS), f"{page.url}: the focus on {name!r} cannot be seen"
        if re.search(wanted, name):
            return
    raise AssertionError(f"{wanted} cannot be reached with {limit} keys on {page.url}")


@pytest.mark.parametrize(("size", "prefix"), [(WIDE, ""), (NARROW, "/contrast")], ids=["1280", "contrast-375"])
def test_whole_way_with_the_keyboard_alone(open_page: Callable[..., Page], size: tuple[int, int], prefix: str) -> None:
    page = open_page(size)
    page.goto(f"{prefix}/")
    tab_to(page, "跳到正文", limit=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "^q$", limit=1)
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    tab_to(page, "跳到正文", limit=1)
    page.keyboard.press("Enter")
    if size == NARROW:
        tab_to(page, "筛选")
        page.keyboard.press("Enter")
    tab_to(page, r"^有效\s*\d")
    page.keyboard.press("Enter")
    page.wait_for_url("**validity=**")
    expect(page.locator(".chip")).to_have_count(1)
    tab_to(page, "跳到正文", limit=1)
    page.keyboard.press("Enter")
    tab_to(page, "取消条件")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(0)


def test_focus_is_never_hidden_on_any_kind_of_page(open_page: Callable[..., Page], addresses: dict[str, str]) -> None:
    page = open_page(NARROW)
    for address in addresses.values():
        page.goto(address)
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS_SHOWS), (address, page.evaluate(NAME))


def test_print_keeps_validity_and_elements_and_drops_the_frame(
    open_page: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = open_page()
    page.goto(addresses["document, repealed"])
    sentence = page.locator(".notice", has_text="废止").first
    expect(sentence).to_contain_text("失效")
    page.emulate_media(media="print")
    expect(sentence).to_be_visible()
    expect(page.locator(".elements")).to_be_visible()
    expect(page.locator(".print-only")).to_contain_text(addresses["document, repealed"])
    for gone in (".utility", ".nav", ".foot", ".search"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_reading_modes_lead_to_the_same_page_and_back(
    open_page: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = open_page(NARROW)
    page.goto(addresses["document"])
    title, plain = page.locator("h1").inner_text(), float(size_of(page, ".prose p"))
    page.get_by_role("link", name="长者版").click()
    expect(page.locator("h1")).to_have_text(title)
    assert float(size_of(page, ".prose p")) >= max(18, plain)
    page.get_by_role("link", name="高对比").click()
    expect(page.locator("html")).to_have_attribute("data-reading", "contrast")
    page.get_by_role("link", name="常规版").click()
    expect(page).to_have_url(re.compile(re.escape(addresses["document"]) + "$"))


def size_of(page: Page, selector: str) -> str:
    return page.locator(selector).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")


def test_first_load_of_every_page_is_light(open_page: Callable[..., Page], addresses: dict[str, str]) -> None:
    """Under 60 KB compressed, images and the document's own text aside."""
    for name, address in addresses.items():
        page = open_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on(
            "Network.responseReceived", lambda event, kinds=kinds: kinds.update({event["requestId"]: event["type"]})
        )
        session.on(
            "Network.loadingFinished",
            lambda event, sizes=sizes: sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )
        page.goto(address, wait_until="load")
        loaded = sum(size for request, size in sizes.items() if kinds.get(request) != "Image")
        assert 5_000 < loaded < 60_000, (name, loaded)
        page.context.close()
