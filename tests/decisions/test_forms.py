"""Every kind is written in its form by an author, reviewed, published by the office, and read."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.admin_forms import form_data
from tests.decisions.factories import DAY

pytestmark = pytest.mark.django_db


class Desk:
    """Three people at their work."""

    def __init__(self, client: Client, author: Any, reviewer: Any, office: Any) -> None:
        self.client, self.author, self.reviewer, self.office = client, author, reviewer, office

    def write(self, model: str, title: str, **fields: Any) -> Any:
        """The row that the add form made."""
        url = reverse(f"admin:decisions_{model}_add")
        data = form_data(self.client.get(url), f"{model}_form") | {"disclosure_basis": "20-1", "title": title} | fields
        told = self.client.post(url, data, follow=True).content.decode()
        made = apps.get_model("decisions", model)._default_manager.filter(title=title).first()
        assert made is not None, re.findall(r"error[^>]*>\s*(?:<[^>]+>\s*)*([^<]+)", told) or told[-2000:]
        return made

    def out(self, item: Any) -> Any:
        item = type(item)._default_manager.get(pk=item.pk)
        item.submit(self.author)
        item.clear(self.reviewer)
        item.publish(self.office)
        return item


@pytest.fixture
def desk(staff: Any, lin: Any, he: Any, qiu: Any) -> Desk:
    return Desk(staff(lin), lin, he, qiu)


@pytest.fixture
def decision(desk: Desk) -> Any:
    made = desk.write("decision", "停车管理", year="2026", number="1", summary="停车怎么管。", category="city")
    assert made.stages.count() == 9
    return desk.out(made)


def row(prefix: str, **fields: Any) -> dict[str, Any]:
    """One new row of an inline."""
    return {f"{prefix}-TOTAL_FORMS": "1"} | {f"{prefix}-0-{name}": value for name, value in fields.items()}


def at(name: str, moment: Any) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M}"}


def test_catalogue(desk: Desk, client: Client) -> None:
    item = row("items", number="1", title="停车管理", unit=desk.author.unit_id, change="kept", procedures=["legality"])
    made = desk.write("catalogue", "2026年度目录", year="2026", version="1", **item)
    assert made.items.get().procedures == ["legality"]
    assert "停车管理" in client.get(desk.out(made).get_absolute_url()).content.decode()


def test_consultation_and_its_feedback(desk: Desk, decision: Any, client: Client) -> None:
    now = timezone.now()
    draft = row(
        "drafts",
        position="0",
        title="停车办法",
        body="<p>第一条　停。</p>",
        drafting_note="<p>说</p>",
        interpretation="<p>解</p>",
    )
    asked = row("questions", position="0", text="赞成吗", choices="赞成,反对")
    window = at("opens_at", now - 40 * DAY) | at("closes_at", now - DAY)
    words = {"body": "<p>公告</p>", "post": "1号", "phone": "6200-0101", "decision": decision.pk}
    made = desk.write("consultation", "征求意见", **words, **window, **draft, **asked)
    assert made.drafts.get().articles
    assert made.questions.get().choices == ["赞成", "反对"]
    desk.out(made)
    feedback = desk.write("feedback", "采纳情况", consultation=made.pk, body="<p>没有收到意见。</p>")
    assert feedback.decision == decision
    assert "没有收到意见" in client.get(desk.out(feedback).get_absolute_url()).content.decode()


def test_survey_and_record(desk: Desk, decision: Any, client: Client) -> None:
    day = f"{timezone.localdate() - DAY}"
    words = {
        "participants": "居民",
        "chosen": "抽样",
        "opinions": "<p>满意</p>",
        "adoption": "<p>采纳</p>",
        "respondents": "9",
    }
    counted = row("results", question="满意吗", option="满意", count="8", position="0")
    made = desk.write("activity", "问卷", decision=decision.pk, kind="survey", held_on=day, **words, **counted)
    assert "88.9%" in client.get(desk.out(made).get_absolute_url()).content.decode()
    record = desk.write("stagerecord", "启动", decision=decision.pk, kind="initiation", held_on=day, summary="已启动。")
    assert "已启动。" in client.get(desk.out(record).get_absolute_url()).content.decode()
    assert "启动" in client.get(decision.get_absolute_url()).content.decode()


def test_attendance_and_its_list(desk: Desk, decision: Any, client: Client) -> None:
    now = timezone.now()
    window = at("opens_at", now - DAY) | at("closes_at", now + DAY) | at("meets_at", now + 9 * DAY)
    words = {
        "body": "<p>邀请</p>",
        "place": "行政中心",
        "invited": "居民",
        "conditions": "成年",
        "quota": "2",
        "rule": "种子",
    }
    made = desk.write("attendance", "邀请列席", decision=decision.pk, method="lot", **words, **window)
    assert "正在报名" in client.get(desk.out(made).get_absolute_url()).content.decode()
    listed = desk.write("attendanceresult", "列席名单", attendance=made.pk, seed="123")
    assert listed.decision == decision
    assert "报名还没有截止" in " ".join(listed.blockers())
