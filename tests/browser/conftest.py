"""One server per test process, one browser per test file; the tests themselves never touch Django's database.

Playwright keeps an event loop running in its thread while it is open, in which Django refuses its database.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.site_process import Site, running
from tests.scratch_databases import copied

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE, NARROW = (1280, 900), (375, 780)
HERE = Path(__file__).parent
expect.set_options(timeout=15_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These first: they take longest, and their sites are copies of the database before any test has emptied it."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.fixture(scope="session")
def chromium() -> str:
    if not os.access(CHROMIUM, os.X_OK):
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing under CI")
        pytest.skip(f"{CHROMIUM} is not installed")
    return CHROMIUM


@pytest.fixture(scope="session")
def site(
    chromium: str, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with (
        copied("browser", django_db_blocker) as database,
        running(database, tmp_path_factory.mktemp("browser-site")) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def browser(site: Site, chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """open_page(NARROW, java_script_enabled=False): a fresh window whose console must stay without errors."""
    contexts, complaints = [], []

    def complain(page: Page, text: str) -> None:
        if "status of 404" not in text and "status of 410" not in text:
            complaints.append(f"{page.url}: {text}")

    def make(size: tuple[int, int] = WIDE, **options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": site.url, "viewport": {"width": size[0], "height": size[1]}, "locale": "zh-CN"} | options
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complain(page, str(error)))
        page.on("console", lambda line: complain(page, line.text) if line.type == "error" else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def addresses(site: Site) -> dict[str, str]:
    """Every kind of page → an address on the demonstration site."""
    (withdrawn,) = site.ask("SELECT id FROM policies_document WHERE state = 'withdrawn' LIMIT 1")
    (gone_unit,) = site.ask("SELECT code, id FROM portal_unit WHERE successor_id IS NOT NULL LIMIT 1")
    (long_one,) = site.ask(
        """SELECT d.id, published_on FROM policies_document d JOIN policies_documentattachment a ON a.document_id = d.id
            WHERE state = 'published' AND repealed_on IS NULL ORDER BY jsonb_array_length(toc) DESC LIMIT 1"""
    )
    (repealed,) = site.ask(
        """SELECT d.id, d.published_on FROM policies_document d JOIN policies_relation r ON r.target_id = d.id
             JOIN policies_document s ON s.id = r.source_id AND s.state = 'published'
            WHERE d.state = 'published' AND r.kind = 'repeals' AND r.scope = 'whole' AND r."on" < current_date
            ORDER BY d.id LIMIT 1"""
    )
    (unit,) = site.ask("SELECT code FROM portal_unit WHERE short_name = '区建管委'")
    return (
        {
            "home": "/",
            "list": "/policies/",
            "list, filtered": "/policies/?category=normative&all=1&sort=number",
            "list, nothing found": "/policies/?q=" + quote("没有这样的文件"),
            "document": f"/policies/{long_one[1]:%Y}/{long_one[1].month}/{long_one[0]}/",
            "document, repealed": f"/policies/{repealed[1]:%Y}/{repealed[1].month}/{repealed[0]}/",
            "tags": "/policies/tags/",
            "tag": "/policies/tags/life-elevator/",
            "topics": "/policies/topics/",
            "topic": "/policies/topics/10/",
            "units": "/units/",
            "unit": f"/units/{unit[0]}/",
            "unit, dissolved": f"/units/{gone_unit[0] or 'u' + str(gone_unit[1])}/",
            "search": "/search/?q=" + quote("加装电梯"),
            "search, nothing found": "/search/?q=" + quote("量子纠缠"),
            "search, not asked": "/search/",
            "datasets": "/datasets/",
            "dataset": "/datasets/enrolment/?sort=-planned",
            "site map": "/sitemap/",
            "accessibility": "/accessibility/",
            "404": "/nothing/",
            "410": f"/policies/2024/1/{withdrawn[0]}/",
        }
        | questions_and_comparison(site)
        | decisions(site)
        | projects(site)
    )


def projects(site: Site) -> dict[str, str]:
    (news,) = site.ask(
        """SELECT n.project_id, n.id FROM disclosures_projectupdate n JOIN disclosures_updatepicture p ON p.update_id = n.id
            WHERE n.state = 'published' ORDER BY n.id LIMIT 1"""
    )
    return {
        "projects": "/projects/",
        "projects, filtered": "/projects/?state=late&town=0",
        "project": f"/projects/{news[0]}/",
        "project, news": f"/projects/{news[0]}/updates/{news[1]}/",
        "specials": "/specials/",
        "special": "/specials/carbon-neutral/",
        "special, archived": "/specials/open-month/",
    }


def questions_and_comparison(site: Site) -> dict[str, str]:
    (faq,) = site.ask("SELECT id FROM interaction_faq WHERE article <> '' AND state = 'published' ORDER BY id LIMIT 1")
    (exchange,) = site.ask("SELECT id FROM interaction_exchange WHERE state = 'published' ORDER BY id LIMIT 1")
    (amended,) = site.ask(
        """SELECT s.id, s.published_on, r.target_id FROM policies_relation r JOIN policies_document s ON s.id = r.source_id
             JOIN policies_document t ON t.id = r.target_id
            WHERE r.kind = 'amends' AND s.state = 'published' AND t.state = 'published' AND t.number = '岚建规〔2022〕8号'"""
    )
    return {
        "questions": "/interaction/",
        "ask": "/interaction/ask/",
        "published question": f"/interaction/questions/{exchange[0]}/",
        "frequent questions": "/interaction/faqs/",
        "frequent question": f"/interaction/faqs/{faq[0]}/",
        "figures": "/interaction/figures/",
        "look-up": "/receipts/",
        "comparison": f"/policies/{amended[1]:%Y}/{amended[1].month}/{amended[0]}/compare/{amended[2]}/",
    }


def decisions(site: Site) -> dict[str, str]:
    def part(kind: str, where: str) -> str:
        table = f"decisions_{kind}"
        (found,) = site.ask(
            f"SELECT d.year, d.number, p.id FROM {table} p JOIN decisions_decision d ON d.id = p.decision_id "
            f"WHERE p.state = 'published' AND {where} ORDER BY p.id LIMIT 1"
        )
        return f"/decisions/{found[0]}/{found[1]}/{{}}/{found[2]}/"

    commented = part("consultation", "d.year = 2025 AND d.number = 2").format("consultations")
    return {
        "decisions": "/decisions/",
        "catalogue": "/decisions/2025/",
        "decision": "/decisions/2025/4/",
        "consultation, open": part("consultation", "p.opens_at < now() AND p.closes_at > now()").format(
            "consultations"
        ),
        "feedback": part("feedback", "d.year = 2026 AND d.number = 1").format("feedback"),
        "draft and final text": f"{commented}compare/0/",
        "record of a stage": part("stagerecord", "d.year = 2025 AND d.number = 2").format("records"),
        "survey": part("activity", "p.kind = 'survey'").format("activities"),
        "attendance": part("attendance", "d.year = 2026 AND d.number = 1").format("attendance"),
        "participation": "/participation/",
    }
