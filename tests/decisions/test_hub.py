"""The participation hub, and pages whose cost does not grow with what people wrote."""

import re
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from decisions.models import ChoiceQuestion, Opinion
from portal.models.version import PerVersion
from portal.pagecache import store
from tests.decisions.conftest import Move
from tests.decisions.factories import (
    DAY,
    make_attendance,
    make_catalogue,
    make_consultation,
    make_decision,
    make_feedback,
    make_group,
    make_opinion,
    make_record,
)
from tests.factories import publish, withdraw

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/participation/{query}").content.decode()
    return re.findall(r'<article class="result[^>]*>\s*<h3><a href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def calls() -> dict[str, Any]:
    now = timezone.now()
    decision = make_decision("停车收费")
    late = make_consultation(decision, title="久的", opens_at=now - 2 * DAY, closes_at=now + 30 * DAY)
    soon = make_consultation(decision, title="急的", opens_at=now - 29 * DAY, closes_at=now + 3 * DAY)
    future = make_consultation(decision, title="将来的", opens_at=now + 2 * DAY)
    closed = make_consultation(decision, title="截止的", opens_at=now - 50 * DAY)
    answered = make_consultation(decision, title="答复的", opens_at=now - 70 * DAY)
    make_feedback(answered, public=True)
    seats = make_attendance(decision, title="列席的")
    make_consultation(decision, title="没有公开的", public=False)
    return {"late": late, "soon": soon, "future": future, "closed": closed, "answered": answered, "seats": seats}


def test_open_ones_first_and_the_soonest_to_close_at_the_top(client: Client, calls: dict[str, Any]) -> None:
    assert titles(client) == ["列席的", "急的", "久的", "将来的", "截止的", "答复的"]
    assert titles(client, "?state=open") == ["列席的", "急的", "久的"]
    assert titles(client, "?kind=attendance") == ["列席的"]
    assert titles(client, "?state=answered&kind=draft") == ["答复的"]
    assert titles(client, "?state=nonsense&unit=x'--") == titles(client)
    page = client.get("/participation/").content.decode()
    for url, count in re.findall(r'<li><a href="(/participation/[^"]*)"[^>]*>[^<]*<span class="num">(\d+)', page):
        assert len(titles(client, url.replace("&amp;", "&").removeprefix("/participation/"))) == int(count), url


def test_one_that_asks_questions_is_listed_once_as_a_survey(client: Client, calls: dict[str, Any]) -> None:
    asked = make_consultation(calls["late"].decision, title="问卷的", public=False)
    for place, text in enumerate(("赞成吗", "为什么")):
        ChoiceQuestion.objects.create(consultation=asked, position=place, text=text, choices=["是", "否"])
    publish(asked)
    assert titles(client, "?kind=survey") == ["问卷的"]
    assert titles(client).count("问卷的") == 1
    assert "问卷的" not in titles(client, "?kind=draft")


def test_state_changes_to_the_minute_also_on_the_home_page(client: Client, calls: dict[str, Any], move: Move) -> None:
    assert "急的" in client.get("/").content.decode()
    move(calls["soon"].closes_at - DAY / 86400)
    assert "急的" in titles(client, "?state=open")
    move(calls["soon"].closes_at)
    assert "急的" not in titles(client, "?state=open")
    assert "急的" in titles(client, "?state=closed")
    assert "急的" not in client.get("/").content.decode()


def test_what_is_withdrawn_leaves_hub_feed_and_calendar(client: Client, calls: dict[str, Any]) -> None:
    urls = ["/participation/", "/feeds/participation/", "/participation/calendar.ics"]
    assert all("久的" in client.get(url).content.decode() for url in urls)
    assert all("没有公开的" not in client.get(url).content.decode() for url in urls)
    withdraw(calls["late"])
    assert all("久的" not in client.get(url).content.decode() for url in urls)


def test_calendar_is_read_by_a_calendar(client: Client, calls: dict[str, Any]) -> None:
    response = client.get("/participation/calendar.ics?state=open")
    assert response.headers["Content-Type"].startswith("text/calendar")
    events = {str(each["summary"]): each for each in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}
    event = events["征求意见：急的"]
    assert event.decoded("dtend") == calls["soon"].closes_at.replace(microsecond=0)
    assert str(event["url"]).endswith(calls["soon"].get_absolute_url())
    assert len(events) == 3
    assert "急的" in client.get("/feeds/participation/?state=open").content.decode()


def test_no_page_costs_more_with_more_in_it(client: Client, django_assert_max_num_queries: Any) -> None:
    decision = make_decision("停车收费", number=1, excused=("expert", "risk"))
    make_catalogue(decision.year, items=["停车收费"])
    feedbacks = []
    for round_ in range(2):
        consultation = make_consultation(decision, opens_at=timezone.now() - 60 * DAY)
        feedback = make_feedback(consultation)
        groups = [make_group(feedback, title=f"第{round_}-{n}类") for n in range(1 + 6 * round_)]
        for n in range(3 + 40 * round_):
            opinion = make_opinion(consultation, f"第{n}条意见")
            Opinion.objects.filter(pk=opinion.pk).update(group=groups[n % len(groups)], public_text=f"第{n}条")
        feedbacks.append(publish(feedback))
        make_record(decision, "initiation", timezone.localdate(), title=f"启动{round_}")
    urls = [decision.get_absolute_url(), "/decisions/", "/decisions/2025/", "/participation/"]
    urls += [each.get_absolute_url() for each in feedbacks]
    urls += [each.consultation.get_absolute_url() for each in feedbacks]
    for url in urls:
        store.clear()
        PerVersion.forget()
        client.get(url)
        store.clear()
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200, url
    export = client.get(f"{feedbacks[1].get_absolute_url()}opinions.csv")
    lines = b"".join(export.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 1 + 43
