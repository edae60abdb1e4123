"""Lateness by the clock: the rule in memory and the rule in SQL say the same on every day."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from disclosures.models import Completion, Milestone, Project
from disclosures.project_state import (
    ProjectState,
    is_late,
    late_expression,
    lateness_words,
    money,
    number,
    phases,
    share,
    state_of,
    with_reached,
    with_state,
)
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.project_rows import make_project, make_update, publish_project, published
from tests.disclosures.rows import office

DAY = dt.date(2026, 3, 10)
NEAR = [DAY + dt.timedelta(days=shift) for shift in (-2, -1, 0, 1, 2)]
SOME = [None, *NEAR[1:4]]


@pytest.mark.django_db
def test_a_milestone_is_late_in_sql_as_it_is_in_memory() -> None:
    item = make_project()
    for planned, done in itertools.product(NEAR, [None, *NEAR]):
        Milestone.objects.create(project=item, name="节点", planned_on=planned, done_on=done)
    seen = set()
    for on in NEAR:
        late = with_reached(Milestone.objects.all()).filter(late_expression("planned_on", "reached_on", on))
        expected = {each.pk for each in Milestone.objects.all() if is_late(each.planned_on, each.done_on, on)}
        assert set(late.values_list("pk", flat=True)) == expected
        seen.add(frozenset(expected))
    assert len(seen) == len(NEAR)  # every day changes something


@pytest.mark.django_db
def test_the_state_of_a_project_is_in_sql_as_it_is_in_memory() -> None:
    for starts, ends, finished in itertools.product(SOME, SOME, SOME):
        if starts and ends and ends < starts:
            continue
        for planned, done in ((None, None), (NEAR[1], None), (NEAR[1], NEAR[3]), (NEAR[2], NEAR[2])):
            points = [("节点", planned, done)] if planned else []
            make_project(f"{starts} {ends}", milestones=points, starts_on=starts, ends_on=ends, finished_on=finished)
    seen = set()
    for on in NEAR:
        for row in with_state(Project.objects.prefetch_related("milestones"), on):
            plans = [(each.planned_on, each.done_on) for each in row.milestones.all()]
            expected = state_of(row.starts_on, row.ends_on, row.finished_on, plans, on)
            assert row.state_now == expected, (row.title, row.finished_on, plans, on)
            assert row.late_count == sum(is_late(*each, on) for each in plans)
            found = phases(row.starts_on, row.ends_on, row.finished_on, plans)
            assert [each.state for each in found if each.since is None or each.since <= on][-1] == expected
            seen.add(expected)
    assert seen == set(ProjectState)


@pytest.mark.django_db
def test_it_turns_late_at_midnight_without_anybody_saving(client: Client, move: Any) -> None:  # noqa: F811
    move("2026-06-30 10:00")
    item = publish_project(ends_on=dt.date(2026, 6, 30), milestones=[("封顶", dt.date(2026, 7, 2), None)])
    seen = {}
    for moment in ("2026-06-30 23:59:59", "2026-07-01 00:00:00"):
        move(moment)
        page = client.get(item.get_absolute_url()).content.decode()
        seen[moment] = (
            "已延期" in page,
            "进行中" in page,
            client.get("/projects/").content.decode().count("已延期1天"),
        )
    assert seen == {"2026-06-30 23:59:59": (False, True, 0), "2026-07-01 00:00:00": (True, False, 1)}
    move("2026-07-03 00:00")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "“封顶”应于2026年7月2日完成，已延期1天" in page


@pytest.mark.django_db
def test_what_an_update_reports_counts_from_its_publication_to_its_withdrawal(move: Any) -> None:  # noqa: F811
    move("2026-03-10 09:00")
    item = publish_project(milestones=[("封顶", dt.date(2026, 3, 1), None)], target=60, measure="台")
    point = item.milestones.get()

    def seen() -> tuple[str, Decimal]:
        row = with_state(Project.objects.filter(pk=item.pk)).get()
        return row.state_now, row.progress_now

    news = make_update(item, on=dt.date(2026, 3, 9), done=45)
    Completion.objects.create(update=news, milestone=point, done_on=dt.date(2026, 3, 8))
    assert seen() == ("late", 0)
    published(news)
    assert seen() == ("doing", 45)
    assert with_reached(Milestone.objects.all()).get().reached_on == dt.date(2026, 3, 8)
    last = published(make_update(item, on=dt.date(2026, 3, 10), done=60, finished_on=dt.date(2026, 3, 10)))
    assert seen() == ("finished", 60)
    last.withdraw(office(), "写错了项目")
    assert seen() == ("doing", 45)
    news.withdraw(office(), "写错了项目")
    assert seen() == ("late", 0)


def test_words_and_numbers() -> None:
    assert [lateness_words(DAY, done, DAY + dt.timedelta(days=3)) for done in (None, NEAR[0], NEAR[2], NEAR[4])] == [
        "已延期3天", "提前2天完成", "按期完成", "晚2天完成",
    ]  # fmt: skip
    assert [lateness_words(day, None, DAY) for day in NEAR[1:4]] == ["已延期1天", "今天到期", "还有1天"]
    assert share(Decimal("99.9"), Decimal(100)) == 99
    assert share(Decimal(112), Decimal(100)) == 112
    assert [number(Decimal(each)) for each in ("1280.00", "3.50", "0.00", "100")] == ["1,280", "3.5", "0", "100"]
    assert [money(Decimal(each)) for each in ("8600", "12800000", "235000000", "10000.00")] == [
        "8,600元", "1,280万元", "2.35亿元", "1万元",
    ]  # fmt: skip
