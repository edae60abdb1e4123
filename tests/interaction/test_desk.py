"""Questions on the desk: what waits to be accepted, answered, approved; and the banner of what waits too long."""

from typing import Any

import pytest
from django.utils import timezone

from interaction import handling
from portal.models import Unit
from tests.factories import make_user, moment
from tests.interaction.factories import answer, make_question
from tests.portal.test_desk import numbers

pytestmark = pytest.mark.django_db
BANNER = "单项否决风险"
PILES = ["待受理", "待答复", "答复待审核", "留言已逾期", "超三个月未答复（单项否决）"]


@pytest.fixture
def asked(construction: Unit, health: Unit, lin: Any) -> dict[str, Any]:
    """One question in every state of the construction unit, a very old one there, and two of another unit."""
    made = {name: make_question(construction, title=f"留言{name}") for name in ("new", "taken", "drafted", "done")}
    handling.assign(made["taken"], lin)
    handling.assign(made["drafted"], lin)
    handling.draft(made["drafted"], lin, "请到窗口办理。")
    answer(made["done"])
    made["old"] = make_question(construction, at=moment("2026-01-05 09:00"), title="留言old")
    made["foreign"] = make_question(health, title="留言foreign")
    return made


def counted(client: Any, url: str = "/admin/") -> list[int]:
    shown = numbers(client, url)
    return [shown[label][0] for label in PILES]


def test_a_unit_finds_its_questions_and_the_office_those_of_all(
    staff: Any, asked: Any, lin: Any, qiu: Any, health: Unit
) -> None:
    assert counted(staff(lin)) == [2, 1, 1, 1, 1]
    assert counted(staff(qiu)) == [3, 1, 1, 1, 1]
    assert counted(staff(qiu), f"/admin/?unit={health.pk}") == [1, 0, 0, 0, 0]
    page = staff(lin).get("/admin/").content.decode()
    assert asked["new"].receipt.number in page
    assert asked["foreign"].receipt.number not in page


def test_every_number_of_the_questions_opens_its_list(staff: Any, asked: Any, qiu: Any) -> None:
    client = staff(qiu)
    for label, (number, url) in numbers(client).items():
        if label in PILES:
            assert client.get(url).context["cl"].result_count == number, label


def test_an_answered_question_leaves_the_desk(staff: Any, construction: Unit, lin: Any) -> None:
    question = make_question(construction, at=moment("2026-01-05 09:00"))
    assert counted(staff(lin)) == [1, 0, 0, 1, 1]
    answer(question, at=timezone.now())
    assert counted(staff(lin)) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "url",
    ["/admin/", "/admin/interaction/faq/", "/admin/policies/document/add/", "/admin/interaction/question/similar/"],
)
def test_over_three_months_is_on_every_page_of_the_unit_and_of_the_office(
    staff: Any, asked: Any, lin: Any, qiu: Any, health: Unit, url: str
) -> None:
    for who in (lin, qiu):
        page = staff(who).get(url, follow=True).content.decode()
        assert BANNER in page
        assert "1 件超过三个月没有办结，最早的 2026年1月5日 收到" in page
    stranger = staff(make_user("tang", health, "起草"))
    assert BANNER not in stranger.get(url, follow=True).content.decode()
    handling.close(asked["old"], lin, "与另一件重复。")
    assert BANNER not in staff(lin).get(url, follow=True).content.decode()
