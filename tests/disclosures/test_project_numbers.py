"""Projects in numbers: beyond the target, enormous, hundreds of them, and both addresses beside specials."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures.models import Completion, Milestone, Project, ProjectCategory, ProjectUpdate, Special, SpecialPart
from disclosures.models.special import RESERVED
from portal.publishing import State
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.project_rows import (
    make_category,
    make_project,
    make_special,
    make_town,
    publish_project,
    publish_update,
    published,
)
from tests.disclosures.rows import make_indicator, office, publish_indicator

pytestmark = pytest.mark.django_db
MOST = Decimal("9999999999.99")
"""What the columns of amounts hold."""


@pytest.fixture(autouse=True)
def clock(move: Any) -> None:  # noqa: F811
    move("2026-03-10 09:00")


@pytest.mark.parametrize(
    ("target", "done", "words", "bar"),
    [
        (None, "0", "已完成0%", 0),
        (None, "100", "已完成100%", 100),
        (None, "99.99", "已完成99.99%", 99),
        ("60", "0", "已完成0台，目标60台（0%）", 0),
        ("60", "63", "已完成63台，目标60台（105%）", 100),
        ("0.01", str(MOST), "已完成9,999,999,999.99台，目标0.01台（99999999999900%）", 100),
        (str(MOST), "1", "已完成1台，目标9,999,999,999.99台（0%）", 0),
    ],
)
def test_progress_by_percent_and_by_count(client: Client, target: Any, done: str, words: str, bar: int) -> None:
    item = publish_project(target=target, measure="台" if target else "", budget=Decimal("99999999999999.99"))
    publish_update(item, done=Decimal(done))
    for url in ("/projects/", item.get_absolute_url(), "/columns/works/"):
        page = client.get(url).content.decode()
        assert words in page, url
        assert f'max="100" value="{bar}"' in page, url
    assert "999,999.99亿元" in client.get("/projects/").content.decode() or "1,000,000亿元" in page


@pytest.mark.parametrize("fields", [{"target": 0, "measure": "台"}, {"target": -1, "measure": "台"}, {"target": 5}])
def test_a_target_is_more_than_zero_and_measured(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_project(**fields)
    item = make_project()
    for name, value in fields.items():
        setattr(item, name, value)
    with pytest.raises(ValidationError, match="目标数量"):
        item.full_clean()


def test_milestones_of_an_update_count_once_and_the_last_word_holds(client: Client) -> None:
    item = publish_project(milestones=[("封顶", dt.date(2026, 3, 1), None)])
    for on, done in ((dt.date(2026, 3, 2), dt.date(2026, 3, 2)), (dt.date(2026, 3, 5), dt.date(2026, 2, 27))):
        news = ProjectUpdate.objects.create(
            unit=item.unit, project=item, title="进展", text="说明", on=on, disclosure_basis="20-10",
            created_by=item.created_by,
        )  # fmt: skip
        Completion.objects.create(update=news, milestone=item.milestones.get(), done_on=done)
        published(news)
    assert "提前2天完成" in client.get(item.get_absolute_url()).content.decode()


def copied(row: Any, **changes: Any) -> Any:
    """The same once more, not yet saved."""
    values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
    return type(row)(**values | changes)


def fill(number: int) -> Project:
    """Published projects by the number, each with a milestone and news; straight into the tables."""
    first = publish_project("第一个")
    update = publish_update(first, done=10)
    towns, kinds = [make_town(f"第{each}镇") for each in range(8)], [make_category(f"kind-{each}") for each in range(7)]
    late = dt.date(2026, 3, 1)
    rows = [
        copied(first, title=f"项目{n}", town_id=towns[n % 8].pk, category_id=kinds[n % 7].pk,
               ends_on=late if n % 3 == 0 else first.ends_on)
        for n in range(number)
    ]  # fmt: skip
    with pgtrigger.ignore():
        Project.objects.bulk_create(rows)
        Milestone.objects.bulk_create([Milestone(project=each, name="节点", planned_on=late) for each in rows])
        ProjectUpdate.objects.bulk_create([copied(update, project_id=each.pk) for each in rows])
    make_category("moved")
    return first


def test_five_hundred_projects_ask_no_more_than_one(client: Client) -> None:
    few = publish_project("一个", ends_on=dt.date(2026, 3, 1))
    urls = ["/projects/", "/projects/?state=late", f"/projects/?category={few.category.slug}", few.get_absolute_url()]
    counts = [[_queries(client, url) for url in urls]]
    fill(500)
    counts.append([_queries(client, url) for url in urls])
    assert "共 502 个" in client.get("/projects/").content.decode()
    assert counts[1] == counts[0]
    assert max(counts[1]) <= 8, counts


def _queries(client: Client, url: str) -> int:
    make_category(f"new-{ProjectCategory.objects.count()}")  # moves the version
    client.get("/columns/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_no_special_stands_on_the_address_of_the_archive(client: Client) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_special(RESERVED)
    item = make_special("other")
    item.slug = RESERVED
    with pytest.raises(ValidationError, match="网址名不能用"):
        item.full_clean()
    assert client.get("/specials/archive/").status_code == 200


def test_words_of_a_part_are_found_nowhere_once_its_content_is_gone(client: Client) -> None:
    gone, stays = publish_indicator("gone"), publish_indicator("stays")
    item = make_special("words", "indicator:gone", "indicator:stays")
    SpecialPart.objects.filter(target="indicator:gone").update(title="撤回版块的标题", words="撤回版块的说明")
    published(item)
    assert "撤回版块的说明" in client.get(item.get_absolute_url()).content.decode()
    gone.withdraw(office(), "有误")
    for url in (item.get_absolute_url(), "/specials/", "/feeds/specials/", "/search/?q=撤回版块的说明"):
        page = client.get(url).content.decode().replace('value="撤回版块的说明"', "").replace("“撤回版块的说明”", "")
        assert "撤回版块的标题" not in page, url
        assert f'href="{item.get_absolute_url()}"' not in page or "search" not in url
    assert stays.title in client.get(item.get_absolute_url()).content.decode()
    assert Special.objects.get().state == State.PUBLISHED


def test_neighbours_without_words_share_a_section(client: Client) -> None:
    for code in ("a", "b", "c"):
        publish_indicator(code)
    item = make_special("grid", "indicator:a", "indicator:b", "indicator:c")
    SpecialPart.objects.filter(target="indicator:c").update(title="另起一段")
    page = client.get(published(item).get_absolute_url()).content.decode()
    assert page.count('<section class="section"') == 2
    assert page.count('<div class="figures">') == 2
    for code in ("a", "b", "c"):
        assert f'href="/indicators/{code}/"' in page


def test_drafts_of_others_are_not_offered_as_parts(qiu: Any, staff: Any) -> None:
    publish_indicator("open", title="公开的指标")
    make_indicator("secret", title="没有公开的指标")
    page = staff(qiu).get("/admin/disclosures/special/add/").content.decode()
    assert "公开的指标" in page
    assert "没有公开的指标" not in page
