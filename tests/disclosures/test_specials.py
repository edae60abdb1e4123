"""专题: composed of what is public elsewhere, archived at midnight by the clock, closed for what came later."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disclosures import special_parts
from disclosures.models import Column, Special, SpecialPart
from disclosures.models.special import Stage, stage_on
from disclosures.special_contents import phases
from policies.models import Bundle, BundleItem, BundleSection
from portal.moments import passed
from portal.publishing import State
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.project_rows import make_category, make_special, publish_project, published
from tests.disclosures.rows import make_entry, office, publish_dataset, publish_entry, publish_indicator
from tests.disclosures.test_projects import bring
from tests.factories import make_policy, make_unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 10)
LISTS = ["/specials/", "/specials/archive/", "/feeds/specials/", "/sitemap-special.xml", "/search/?q=外泄"]


@pytest.fixture(autouse=True)
def clock(move: Any) -> None:  # noqa: F811
    move("2026-03-10 09:00")


def make_bundle(slug: str = "start") -> Bundle:
    item = Bundle.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=make_entry().created_by, title=f"集成{slug}", slug=slug,
        summary="办事要看的政策。", disclosure_basis="20-1",
    )  # fmt: skip
    BundleSection.objects.create(bundle=item, position=1, title="先看条件")
    BundleItem.objects.create(bundle=item, document=make_policy())
    return item


def parts() -> list[str]:
    """One public thing of each kind."""
    parent = Column.place(name="营商", slug="trade")
    publish_entry(Column.place(parent, name="下级", slug="below"), title="栏目里的信息")
    published(make_bundle())
    publish_indicator()
    publish_dataset("grants", title="逐笔补贴数据")
    publish_project("专题里的项目")
    return ["column:trade", "bundle:start", "indicator:pm25", "dataset:grants", "projects:elevators"]


def test_it_composes_columns_bundles_indicators_and_projects(client: Client) -> None:
    item = published(make_special("business", *parts()))
    page = client.get(item.get_absolute_url()).content.decode()
    for words in ("栏目里的信息", "集成start", "指标pm25", "逐笔补贴数据", "专题里的项目", "共 1 个"):
        assert words in page, words
    places = [page.rindex(words) for words in ("栏目里的信息", "集成start", "指标pm25", "逐笔补贴数据", "专题里的项目")]
    assert places == sorted(places)
    assert item.get_absolute_url() in client.get("/specials/").content.decode()
    for url in ("/search/?q=专题business", "/feeds/specials/", "/sitemap-special.xml"):
        assert item.get_absolute_url() in client.get(url).content.decode(), url


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
@pytest.mark.parametrize("ends_on", [None, dt.date(2026, 3, 1)])
def test_nothing_unpublished_shows(client: Client, state: State, ends_on: Any) -> None:
    item = make_special("hidden", *parts(), title="绝不外泄的专题", ends_on=ends_on)
    bring(item, state)
    assert client.get(item.get_absolute_url()).status_code == (410 if state == State.WITHDRAWN else 404)
    for url in LISTS:
        assert "绝不外泄的" not in client.get(url).content.decode(), url


def test_what_is_taken_back_elsewhere_leaves_without_a_trace(client: Client) -> None:
    targets = parts()
    item = published(make_special("business", *targets))
    Bundle.objects.get(slug="start").withdraw(office(), "有误")
    publish_project("另一类", "other")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "集成start" not in page
    assert "指标pm25" in page


def test_unpublished_parts_do_not_show_and_stand_in_the_way(client: Client) -> None:
    column = Column.place(name="营商", slug="trade")
    publish_entry(column, title="看得见的信息")
    make_entry(column, title="外泄的信息")
    make_bundle("draft")
    item = make_special("business", "column:trade", "bundle:draft", "indicator:none", "nothing:x")
    found = " ".join(item.blockers())
    for name in ("“bundle:draft”没有公开的内容", "“indicator:none”没有", "“nothing:x”没有"):
        assert name in found
    SpecialPart.objects.exclude(target__startswith="column").delete()
    page = client.get(published(item).get_absolute_url()).content.decode()
    assert "看得见的信息" in page
    assert "外泄的信息" not in page
    assert "至少要有一个版块" in " ".join(make_special("empty").blockers())


def test_it_is_archived_at_midnight_also_where_pages_were_cached(client: Client, move: Any) -> None:  # noqa: F811
    item = published(make_special("business", *parts(), starts_on=dt.date(2026, 3, 11), ends_on=dt.date(2026, 3, 12)))
    url, seen = item.get_absolute_url(), {}
    for moment in ("2026-03-10 23:59:59", "2026-03-11 00:00:00", "2026-03-12 23:59:59", "2026-03-13 00:00:00"):
        move(moment)
        page = client.get(url).content.decode()
        seen[moment[5:10]] = (
            [stage for stage in Stage.labels if stage in page],
            *(
                url in client.get(each).content.decode()
                for each in ("/specials/", "/specials/archive/", "/feeds/specials/")
            ),
        )
    assert seen == {
        "03-10": (["即将开始"], True, False, True),
        "03-11": (["正在进行"], True, False, True),
        "03-12": (["正在进行"], True, False, True),
        "03-13": (["已归档"], False, True, False),
    }
    assert client.get(url).status_code == 200


def test_the_midnight_of_the_end_is_a_moment_of_the_page_cache() -> None:
    published(make_special("business", *parts(), ends_on=dt.date(2026, 3, 12)))
    midnight = timezone.make_aware(dt.datetime(2026, 3, 13))
    assert passed(midnight) == passed(midnight - dt.timedelta(seconds=1)) + 1


def test_an_archived_one_is_closed_for_what_came_later(client: Client, move: Any) -> None:  # noqa: F811
    item = published(make_special("business", *parts(), ends_on=dt.date(2026, 3, 12)))
    move("2026-03-12 20:00")
    column = Column.objects.get(slug="below")
    publish_entry(column, title="最后一天的信息")
    move("2026-03-13 08:00")
    publish_entry(column, title="后来的信息")
    publish_project("后来的项目")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "本专题到2026年3月12日为止" in page
    assert "最后一天的信息" in page
    assert "后来的" not in page


def test_stage_in_sql_as_in_memory() -> None:
    near = [DAY + dt.timedelta(days=shift) for shift in (-1, 0, 1)]
    pairs = [(a, b) for a in (None, *near) for b in (None, *near) if a is None or b is None or a <= b]
    for index, (starts, ends) in enumerate(pairs):
        make_special(f"s{index}", starts_on=starts, ends_on=ends)
    for on in (near[0] - dt.timedelta(days=1), *near, near[-1] + dt.timedelta(days=1)):
        archived = set(Special.objects.archived(on))
        assert archived == {
            each for each in Special.objects.all() if stage_on(each.starts_on, each.ends_on, on) == "archived"
        }
        assert set(Special.objects.current(on)) == set(Special.objects.all()) - archived
        for each in Special.objects.all():
            told = [phase.state for phase in phases(each) if phase.since is None or phase.since <= on][-1]
            assert told == stage_on(each.starts_on, each.ends_on, on)


def test_a_special_is_sound_and_frozen() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_special("wrong", starts_on=DAY, ends_on=DAY - dt.timedelta(days=1))
    item = published(make_special("business", *parts()))
    for change in (
        lambda: Special.objects.update(words="改"),
        lambda: SpecialPart.objects.update(words="改"),
        lambda: SpecialPart.objects.create(special=item, target="column:x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_parts_are_chosen_from_what_is_registered() -> None:
    make_category("elevators")
    assert special_parts.known("projects:elevators")
    for target in ("projects:nothing", "nothing:elevators", "projects", ""):
        assert not special_parts.known(target)
    with pytest.raises(ValidationError):
        SpecialPart(special=make_special(), target="projects:nothing").clean()
    with pytest.raises(ValueError, match="twice"):
        special_parts.register(next(special_parts.kinds()))
    assert [label for label, _ in special_parts.choices()] == ["栏目", "政策集成", "指标", "数据集", "项目类别"]


def test_queries_do_not_grow(client: Client) -> None:
    counts = []
    for rows in (1, 4):
        targets = []
        for index in range(rows):
            name = f"r{rows}-{index}"
            publish_entry(Column.place(name=name, slug=name), title=f"信息{name}")
            published(make_bundle(name))
            publish_indicator(name)
            publish_dataset(name)
            for number in range(rows):
                publish_project(f"项目{name}-{number}", name)
            targets += [f"column:{name}", f"bundle:{name}", f"indicator:{name}", f"dataset:{name}", f"projects:{name}"]
        item = published(make_special(f"special-{rows}", *targets))
        client.get("/columns/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(item.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0]
    assert counts[1] <= 16
