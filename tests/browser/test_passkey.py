"""A passkey is enrolled and logs in, in a browser whose authenticator Chromium plays itself."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site_process import Site
from tests.browser.test_staff import log_in

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> Page:
    """The window gets a built-in authenticator that says yes at once."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


@pytest.fixture
def _forgotten(site: Site) -> Iterator[None]:
    """From now on the account asks for the key: other journeys of this site log in without one."""
    yield
    site.ask("DELETE FROM mfa_authenticator RETURNING id")


@pytest.mark.usefixtures("_forgotten")
def test_passkey_is_enrolled_and_logs_in(open_page: Callable[..., Page], site: Site) -> None:
    local = site.url.replace("127.0.0.1", "localhost")  # an address is no name that a passkey can belong to
    page = log_in(with_authenticator(open_page(base_url=local)), site, "office")
    page.goto("/admin/account/2fa/webauthn/add/")
    if page.locator("[name=password]").count():
        page.fill("[name=password]", site.password)
        page.keyboard.press("Enter")
    page.fill("[name=name]", "办公室的电脑")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")

    page.context.clear_cookies()
    page.goto("/admin/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.locator("#passkey_login")).to_have_count(0)
    page.goto("/admin/")
    expect(page.locator("body")).to_contain_text("工作台")
    assert page.url.rstrip("/").endswith("/admin")
