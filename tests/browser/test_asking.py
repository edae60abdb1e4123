"""A question under a policy from a phone, without JavaScript as well, and its way through the hands of staff."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW
from tests.browser.site_process import Site
from tests.browser.test_staff import log_in, press, review

POLICY = "岚建规〔2022〕8号"
TITLE = "加装电梯施工期间吵不吵"


def open_policy(page: Page) -> str:
    page.goto(f"/policies/number/{POLICY}/")
    return page.url


def fill(page: Page, title: str) -> None:
    page.locator("details.ask > summary").click()
    page.fill("[name=title]", title)
    page.fill("textarea[name=text]", "家里有高考的孩子，施工是不是只在白天？")
    page.fill("[name=name]", "柳女士")
    page.fill("[name=contact]", "13911112222")
    page.check("[name=may_publish]")
    page.check("[name=has_read]")


def receipt(page: Page) -> tuple[str, str]:
    expect(page.locator("h1")).to_have_text("已收到，谢谢")
    number, code = page.locator(".receipt strong").all_inner_texts()[:2]
    return number, code


def look_up(page: Page, number: str, code: str) -> None:
    page.goto("/receipts/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.get_by_role("button", name="查询").click()
    expect(page.locator("h1")).to_have_text(f"留言 {number}")


def step(page: Page, verb: str) -> None:
    """Opens a step of the question; what it asks is filled in by the caller, who then confirms."""
    page.get_by_role("link", name=verb, exact=True).click()
    expect(page.get_by_role("button", name=f"确认{verb}")).to_be_visible()


def confirm(page: Page, verb: str) -> None:
    page.get_by_role("button", name=f"确认{verb}").click()
    expect(page.get_by_role("button", name=f"确认{verb}")).to_have_count(0)


def make_frequent(author: Page, reviewer: Page, office: Page, address: str) -> None:
    """One press makes a draft of the answered question, which is reviewed and published."""
    author.goto(address)
    press(author, "列为常见问题")
    expect(author.locator("[name=title]")).to_have_value(TITLE)
    faq = author.url
    press(author, "送审")
    review(reviewer, faq)
    office.goto(faq)
    press(office, "发布")


def test_a_question_from_a_phone_is_answered_and_published(open_page: Callable[..., Page], site: Site) -> None:
    phone = open_page(NARROW)
    policy = open_policy(phone)
    fill(phone, TITLE)
    phone.get_by_role("button", name="提交留言").click()
    number, code = receipt(phone)
    look_up(phone, number, code)
    expect(phone.locator("main")).to_contain_text("待受理")
    expect(phone.locator("main")).not_to_contain_text("公开的内容")

    author, reviewer, office = (log_in(open_page(), site, name) for name in ("author", "reviewer", "office"))
    (row,) = site.ask(
        f"SELECT q.id FROM interaction_question q JOIN portal_receipt r ON r.id = q.receipt_id WHERE r.number = '{number}'"
    )
    address = f"/admin/interaction/question/{row[0]}/change/"
    author.goto(address)
    press(author, "受理")
    step(author, "答复")
    author.fill("[name=text]", "柳女士您好，施工限于工作日8时至18时，高考期间全天停工。")
    author.fill("[name=article]", "第十一条")
    confirm(author, "答复")
    expect(author.locator(".staff-mark").first).to_have_text("答复待审核")
    reviewer.goto(address)
    press(reviewer, "审核通过并答复")
    look_up(phone, number, code)
    expect(phone.locator(".said--answer")).to_contain_text("高考期间全天停工")

    author.goto(address)
    press(author, "选登公开")
    copy = author.url
    press(author, "送审")
    review(reviewer, copy)
    office.goto(copy)
    press(office, "发布")
    look_up(phone, number, code)
    expect(phone.locator("#public + p")).to_contain_text("公开")
    expect(phone.locator(".said del", has_text="柳女士").first).to_be_visible()
    phone.get_by_role("link", name="公开", exact=True).click()
    expect(phone.locator("h1")).to_have_text(TITLE)
    expect(phone.locator("main")).not_to_contain_text("柳女士")
    phone.goto(policy)
    expect(phone.locator("#board")).to_contain_text(TITLE)

    make_frequent(author, reviewer, office, address)
    phone.goto("/interaction/faqs/")
    expect(phone.locator("main")).to_contain_text(TITLE)
    given = phone.request.get("/interaction/knowledge.json?client=browser").json()
    assert [each["kind"] for each in given["items"] if TITLE in each["question"]] == ["常见问题", "留言答复"]


def test_a_second_step_without_javascript_and_a_transfer(open_page: Callable[..., Page], site: Site) -> None:
    citizen = open_page(NARROW, java_script_enabled=False)
    open_policy(citizen)
    fill(citizen, "电梯井会不会渗水")
    citizen.get_by_role("button", name="提交留言").click()
    expect(citizen.locator("h1")).to_have_text("请核对并确认")
    expect(citizen.locator(".readback")).to_contain_text("电梯井会不会渗水")
    citizen.wait_for_timeout(2_500)  # nobody reads it in less than two seconds, and a machine is told so
    citizen.get_by_role("button", name="确认提交留言").click()
    number, code = receipt(citizen)

    office = log_in(open_page(), site, "office")
    (row,) = site.ask(
        f"SELECT q.id FROM interaction_question q JOIN portal_receipt r ON r.id = q.receipt_id WHERE r.number = '{number}'"
    )
    office.goto(f"/admin/interaction/question/{row[0]}/change/")
    step(office, "转办")
    office.select_option("[name=unit]", label="岚屿区水务局")
    office.fill("[name=reason]", "渗水由水务部门答复")
    confirm(office, "转办")
    look_up(citizen, number, code)
    expect(citizen.locator(".records")).to_contain_text("由区建管委转区水务局办理：渗水由水务部门答复")
