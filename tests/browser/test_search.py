"""Suggestions by keyboard, and the search without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "375"])
def test_suggestion_is_chosen_with_the_keyboard_alone(
    open_page: Callable[..., Page], addresses: dict[str, str], size: tuple[int, int]
) -> None:
    page = open_page(size)
    page.goto(addresses["home"])
    field = page.get_by_role("combobox").first
    field.focus()
    page.keyboard.type("加装")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_form_works_without_script(open_page: Callable[..., Page], addresses: dict[str, str]) -> None:
    page = open_page(NARROW, java_script_enabled=False)
    page.goto(addresses["home"])
    page.locator("main input[name=q]").fill("电梯")
    page.locator("main form[role=search] button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("电梯")
    expect(page.locator(".result").first).to_be_visible()
