"""Refused with every reason, fixed, scheduled, public; published urgently, signed, corrected, withdrawn: four people at work."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.site_process import Site
from tests.browser.test_staff import choose, draft, log_in, press, review

TITLE = "关于调整海棠社区助餐点开放时间的通知"


def incomplete(page: Page) -> str:
    """A document of which nearly every element is missing; its address."""
    page.goto("/admin/policies/document/add/")
    page.fill("[name=title]", TITLE)
    page.select_option("[name=category]", "other")
    page.locator(".ProseMirror").filter(visible=True).first.click()
    page.keyboard.insert_text("各有关单位：助餐点开放时间调整为10时至13时。")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".staff-mark")).to_have_text("草稿")
    return page.url


def complete(page: Page) -> None:
    page.fill("[name=number]", "岚建〔2026〕78号")
    page.select_option("[name=genre]", "notice")
    choose(page, "topic", "城乡建设")
    page.fill("[name=written_on]", "2026-11-03")
    page.select_option("[name=disclosure_basis]", "20-15")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".staff-mark")).to_have_text("草稿")


def test_refused_fixed_and_published_at_its_minute(open_page: Callable[..., Page], site: Site) -> None:
    author, reviewer, office = (log_in(open_page(), site, name) for name in ("author", "reviewer", "office"))
    address = incomplete(author)
    missing = author.locator("body")
    for reason in ("还没有认定公开属性", "缺少要素", "成文日期", "主题分类"):
        expect(missing).to_contain_text(reason)
    press(author, "送审")
    review(reviewer, address)
    office.goto(address)
    press(office, "发布")
    for reason in ("还没有认定公开属性", "缺少要素"):
        expect(office.locator("body")).to_contain_text(reason)
    expect(office.locator(".staff-mark")).not_to_have_text("已发布")
    office.get_by_role("link", name="退回", exact=True).click()
    office.fill("[name=reason]", "请补齐要素")
    office.get_by_role("button", name="确认退回").click()

    author.goto(address)
    expect(author.locator("body")).to_contain_text("请补齐要素")
    complete(author)
    press(author, "送审")
    review(reviewer, address)
    office.goto(address)
    office.get_by_role("link", name="定时发布", exact=True).click()
    moment = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))) + dt.timedelta(minutes=1)
    office.fill("[name=moment]", f"{moment:%Y-%m-%dT%H:%M}")
    office.get_by_role("button", name="确认定时发布").click()
    expect(office.locator("body")).to_contain_text("自动发布")
    citizen = open_page()
    citizen.goto(f"/policies/?q={TITLE}")
    expect(citizen.locator(".result")).to_have_count(0)
    citizen.wait_for_timeout(60_000 - dt.datetime.now(dt.UTC).second * 1000 + 500)
    site.manage("sweep")
    citizen.reload()
    citizen.locator(".result h3 a", has_text=TITLE).click()
    expect(citizen.locator("h1")).to_have_text(TITLE)


def test_urgent_signed_corrected_and_withdrawn(open_page: Callable[..., Page], site: Site) -> None:
    author, office, second = (log_in(open_page(), site, name) for name in ("author", "office", "admin"))
    address = draft(author, "关于台风期间临时开放服务点的通知")
    press(author, "送审")
    office.goto(address)
    office.get_by_role("link", name="应急发布", exact=True).click()
    office.get_by_role("button", name="确认应急发布").click()  # without a reason nothing happens
    office.fill("[name=reason]", "台风今晚登陆，须立即告知居民")
    for box in office.locator(".staff-form input[type=checkbox]").all():
        box.check()
    office.get_by_role("button", name="确认应急发布").click()
    expect(office.locator("body")).to_contain_text("等待补签")
    second.goto(address)
    press(second, "补签")
    expect(second.locator("body")).not_to_contain_text("等待补签")

    office.goto(address)
    office.get_by_role("link", name="更正", exact=True).click()
    office.fill("[name=note_to_public]", "开放日期原误为周一至周五，更正为每天。")
    office.fill("[name=summary]", "每天开放。")
    office.locator("[name=_save]").click()
    expect(office.locator("[name=note_to_public]")).to_have_count(0)
    (row,) = site.ask(f"SELECT id, published_on FROM policies_document WHERE id = {address.split('/')[-3]}")
    citizen = open_page()
    public = f"/policies/{row[1]:%Y}/{row[1].month}/{row[0]}/"
    citizen.goto(public)
    expect(citizen.locator("main")).to_contain_text("更正为每天")

    office.goto(address)
    office.get_by_role("link", name="撤回", exact=True).click()
    office.fill("[name=reason]", "服务点暂缓设立")
    office.get_by_role("button", name="确认撤回").click()
    expect(office.locator("body")).to_contain_text("已撤回")
    answer = citizen.goto(public)
    assert answer
    assert answer.status == 410
    expect(citizen.locator("body")).not_to_contain_text("服务点暂缓设立")
