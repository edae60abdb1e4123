"""A stage of a decision recorded by author, reviewer and office, a step refused with its article, and an opinion from a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW
from tests.browser.site_process import Site
from tests.browser.test_staff import choose, log_in, press, review

PLACE = "/decisions/2026/5/"
TITLE = "老城区更新方案专家论证意见"


def record(page: Page, kind: str, title: str) -> str:
    page.goto("/admin/decisions/stagerecord/add/")
    page.fill("[name=title]", title)
    choose(page, "decision", "岚城老城区更新")
    page.select_option("[name=kind]", kind)
    page.fill("[name=held_on]", "2026-11-20")
    page.select_option("[name=conclusion]", "approved")
    page.fill("[name=organisations]", "望海大学建筑学院")
    page.fill("[name=summary]", "两个方案都可行，建议先做结构检测。")
    page.select_option("[name=disclosure_basis]", "20-1")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".staff-mark")).to_have_text("草稿")
    return page.url


def test_a_stage_is_recorded_and_a_forbidden_step_refused(open_page: Callable[..., Page], site: Site) -> None:
    author, reviewer, office = (log_in(open_page(), site, name) for name in ("author", "reviewer", "office"))
    citizen = open_page()
    citizen.goto(PLACE)
    expect(citizen.locator("#expert")).not_to_contain_text(TITLE)
    address = record(author, "expert", TITLE)
    press(author, "送审")
    review(reviewer, address)
    office.goto(address)
    press(office, "发布")
    citizen.reload()
    expect(citizen.locator("#expert")).to_contain_text(TITLE)
    expect(citizen.locator("#expert")).to_contain_text("已完成")

    author.goto(record(author, "discussion", "提前开的常务会议"))
    expect(author.locator("body")).to_contain_text("还没有合法性审查意见；征求意见、会签不能代替合法性审查")
    expect(author.locator("body")).to_contain_text("《重大行政决策程序暂行条例》第二十五条")
    expect(citizen.locator("#discussion")).not_to_contain_text("提前开的常务会议")


def test_an_opinion_on_one_article_from_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(NARROW)
    page.goto(PLACE)
    page.get_by_role("link", name="我要提意见").first.click()
    page.get_by_role("link", name="对本条提意见").nth(2).click()
    expect(page.locator("[name=aim]")).to_have_value(re.compile(r"0-a3"))
    page.fill("textarea[name=text]", "电梯费用能不能分期付？")
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator("h1")).to_have_text("已收到，谢谢")
    number, code = page.locator(".receipt strong").all_inner_texts()[:2]
    page.get_by_role("link", name="查询办理情况").click()
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.get_by_role("button", name="查询").click()
    expect(page.locator("main")).to_contain_text("意见正在研究")
    expect(page.locator("main")).to_contain_text("第三条")
