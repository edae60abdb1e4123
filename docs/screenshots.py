"""`make screenshots`: the pictures of docs/staff-guide.md, taken from a demonstration of its own.

Debian's Chromium is needed. Each picture is at most 150 KB; the run fails otherwise.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/img"
LIMIT = 150_000
WAIT = 180
"""Seconds for the demonstration to start from nothing."""
TITLE = "关于公布海棠社区便民服务点的通知"
BODY = ["各有关单位：", "第一条　为了方便居民，设立便民服务点。", "第二条　服务点每周一至周五开放。"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = os.environ | {"PORTAL_DATA": folder, "STAFF_MFA_REQUIRED": "0"}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        demo = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            wait_for(f"http://127.0.0.1:{port}", demo)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
                )
                take_all(browser, f"http://127.0.0.1:{port}", (Path(folder) / "demo-password").read_text().strip())
                browser.close()
        finally:
            demo.terminate()
            demo.wait(timeout=30)


def wait_for(url: str, demo: subprocess.Popen) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end and demo.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - our own
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    sys.exit("the demonstration did not start; `make demo` says why.")


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    if path.stat().st_size > LIMIT:
        sys.exit(f"{path} has {path.stat().st_size} bytes, more than {LIMIT}.")
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} KB")


def window(browser: Browser, url: str, name: str, password: str) -> Page:
    """A window of its own in which the person is logged in."""
    page = browser.new_context(base_url=url, viewport={"width": 1200, "height": 760}, locale="zh-CN").new_page()
    page.goto("/admin/")
    if name == "author":
        take(page, "login")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.locator("[name=password]").wait_for(state="detached")
    return page


def take_all(browser: Browser, url: str, password: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    author = window(browser, url, "author", password)
    take(author, "desk")
    write_draft(author)
    address = author.url
    take(author, "draft")
    author.get_by_role("link", name="送审", exact=True).click()
    take(author, "submit")
    author.get_by_role("button", name="确认送审").click()
    reviewer = window(browser, url, "reviewer", password)
    reviewer.goto(address)
    reviewer.get_by_role("link", name="审查", exact=True).click()
    for box in reviewer.locator(".staff-form input[type=checkbox]").all():
        box.check()
    reviewer.locator("input[name=conclusion]").first.check()
    reviewer.locator("#conclude").scroll_into_view_if_needed()
    take(reviewer, "review")
    reviewer.get_by_role("button", name="提交审查结论").click()
    office = window(browser, url, "office", password)
    office.goto(address)
    take(office, "publish")
    office.get_by_role("link", name="发布", exact=True).click()
    office.get_by_role("button", name="确认发布").click()
    office.goto(f"/policies/?q={TITLE}")
    office.locator(".result h3 a", has_text=TITLE).click()
    take(office, "public")
    office.goto("/admin/decisions/feedback/?q=公交")
    office.get_by_role("link", name="公交票价和优惠办法草案意见采纳情况").click()
    take(office, "feedback")


def write_draft(page: Page) -> None:
    page.goto("/admin/policies/document/add/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=number]", "岚建〔2026〕77号")
    page.select_option("[name=genre]", "notice")
    page.locator("select[name=topic] + .select2").click()
    page.keyboard.type("城乡建设")
    page.locator(".select2-results__option", has_text="城乡建设").first.click()
    page.fill("[name=written_on]", "2026-11-02")
    page.select_option("[name=disclosure_basis]", "20-15")
    page.locator(".ProseMirror").filter(visible=True).first.click()
    for line in BODY:
        page.keyboard.insert_text(line)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="保存并继续编辑").click()
    page.locator(".staff-state").wait_for()


if __name__ == "__main__":
    main()
