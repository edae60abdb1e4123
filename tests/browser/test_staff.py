"""From the first word of a draft to the public page: author, reviewer and office, each in a window of their own."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.site_process import Site

TITLE = "关于公布海棠社区便民服务点的通知"
BODY = "各有关单位：\n第一条　为了方便居民，设立便民服务点。\n第二条　服务点每周一至周五开放。"


def log_in(page: Page, site: Site, name: str) -> Page:
    page.goto("/admin/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", site.password)
    page.keyboard.press("Enter")
    expect(page.locator(".staff-desk")).to_be_visible()
    return page


def choose(page: Page, field: str, words: str) -> None:
    """Picks from a select that searches on the server."""
    page.locator(f"select[name='{field}'] + .select2").click()
    page.keyboard.type(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def draft(page: Page, title: str = TITLE) -> str:
    """Fills the form as an author does; the address of the draft."""
    page.goto("/admin/policies/document/add/")
    page.fill("[name=title]", title)
    page.fill("[name=number]", "岚建[2026]77号")
    page.select_option("[name=genre]", "notice")
    page.select_option("[name=category]", "other")
    choose(page, "topic", "城乡建设")
    page.fill("[name=written_on]", "2026-11-02")
    page.select_option("[name=disclosure_basis]", "20-15")
    page.locator(".ProseMirror").filter(visible=True).first.click()
    for line in BODY.splitlines():
        page.keyboard.insert_text(line)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".staff-mark")).to_have_text("草稿")
    return page.url


def press(page: Page, verb: str) -> None:
    page.get_by_role("link", name=verb, exact=True).click()
    confirm = page.get_by_role("button", name=f"确认{verb}")
    confirm.click()
    expect(confirm).to_have_count(0)


def review(page: Page, address: str) -> None:
    """Every point confirmed, agreed to; the boxes are waited for, since ``all`` takes what is there already."""
    page.goto(address)
    page.get_by_role("link", name="审查", exact=True).click()
    expect(page.get_by_role("button", name="提交审查结论")).to_be_visible()
    for box in page.locator(".staff-form input[type=checkbox]").all():
        box.check()
    page.locator("input[name=conclusion]").first.check()
    page.get_by_role("button", name="提交审查结论").click()
    expect(page.locator("body")).to_contain_text("等待政务公开办发布")


def test_draft_is_reviewed_published_and_public(open_page: Callable[..., Page], site: Site) -> None:
    author = log_in(open_page(), site, "author")
    address = draft(author)
    with author.context.expect_page() as preview:
        author.get_by_role("link", name="预览公开页面").click()
    expect(preview.value.locator("h1")).to_have_text(TITLE)
    expect(preview.value.locator(".prose")).to_contain_text("第一条")
    press(author, "送审")
    expect(author.locator(".staff-mark")).not_to_have_text("草稿")

    reviewer = log_in(open_page(), site, "reviewer")
    review(reviewer, address)

    citizen = open_page()
    citizen.goto(f"/policies/?q={TITLE}")
    expect(citizen.locator(".result")).to_have_count(0)
    office = log_in(open_page(), site, "office")
    office.goto(address)
    press(office, "发布")
    expect(office.locator("body")).to_contain_text("已发布")
    citizen.reload()
    citizen.locator(".result h3 a", has_text=TITLE).click()
    expect(citizen.locator("h1")).to_have_text(TITLE)
    expect(citizen.locator(".elements")).to_contain_text("岚建〔2026〕77号")
    expect(citizen.locator("#a2")).to_contain_text("第二条")
