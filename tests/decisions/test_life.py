"""A decision of 2025 from the catalogue to the evaluation at frozen days, and what a citizen reads at each."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from decisions.models import Decision, Opinion, StageRecord
from decisions.models.record import FEEDBACK_CLOCK
from decisions.timeline import Timeline, with_life
from portal import clocks
from portal.models import Clock
from tests.decisions.conftest import Move
from tests.decisions.factories import (
    DRAFT,
    make_catalogue,
    make_consultation,
    make_decision,
    make_feedback,
    make_group,
    make_opinion,
    make_record,
)
from tests.factories import make_policy, publish

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def commented(client: Client, move: Move) -> Any:
    """From the catalogue to the end of the public comment, with two opinions; gives the consultation."""
    move("2025-03-03 10:00")
    make_catalogue(2025, items=["停车管理办法"])
    assert "停车管理办法" in text(client, "/decisions/2025/")
    move("2025-03-05 10:00")
    decision = make_decision("停车管理办法", number=1, excused=("expert", "risk"))
    decision = Decision.objects.get(pk=decision.pk)
    page = decision.get_absolute_url()
    assert "尚未启动" in text(client, page)
    make_record(decision, "initiation", dt.date(2025, 3, 4))
    assert "启动已完成" in text(client, page)

    move("2025-03-10 09:00")
    opens = timezone.make_aware(dt.datetime(2025, 3, 12))
    consultation = make_consultation(decision, opens_at=opens, closes_at=opens + dt.timedelta(days=30))
    url = consultation.get_absolute_url()
    assert "将于2025年3月12日开始征求意见，2025年4月10日24时截止" in text(client, url)
    move("2025-03-12 00:00")
    assert "正在征求意见，2025年4月10日24时截止，还剩 20 个工作日" in text(client, url)
    assert "正在征求意见" in text(client, "/decisions/")
    make_opinion(consultation, "三元太贵。", received_at=opens + dt.timedelta(days=2))
    make_opinion(consultation, "夜里应当免费。", received_at=opens + dt.timedelta(days=3))
    move("2025-04-10 10:00")
    assert "今天24时截止" in text(client, url)
    move("2025-04-11 00:00")
    assert "征求意见已于2025年4月10日24时截止，共收到2条意见，正在研究" in text(client, url)
    return consultation


def test_from_catalogue_to_evaluation(client: Client, move: Move) -> None:
    consultation = commented(client, move)
    decision, url = consultation.decision, consultation.get_absolute_url()
    page = decision.get_absolute_url()
    first, second = consultation.opinions.order_by("received_at")
    move("2025-04-22 17:00")
    make_record(decision, "legality", dt.date(2025, 4, 22), sent_on=dt.date(2025, 4, 11))
    move("2025-04-24 17:00")
    make_record(decision, "discussion", dt.date(2025, 4, 24))
    move("2025-04-28 09:00")
    document = make_policy("停车管理办法", body=DRAFT.replace("三元", "两元"))
    make_record(decision, "result", dt.date(2025, 4, 28), document=document, summary="五月起施行。")
    clock = clocks.of(consultation, FEEDBACK_CLOCK)
    assert clock is not None
    assert clock.due_on == dt.date(2025, 5, 15)  # May 1 to 5 is off
    assert "应于5月15日前公开意见采纳情况" in text(client, page)
    assert "已公布" in text(client, page)
    assert "停车管理办法（2025年度重大行政决策第1项）" in text(client, document.get_absolute_url())
    move("2025-05-16 08:00")
    assert "已经超过期限" in text(client, page)

    feedback = make_feedback(consultation)
    adopted = make_group(feedback, "adopted", "收费太高", reason="降为两元。")
    Opinion.objects.filter(pk=first.pk).update(group=adopted)
    assert "还有1条没有归类" in " ".join(feedback.blockers())
    rejected = make_group(feedback, "rejected", "夜间免费", reason="夜间车位更紧张。")
    Opinion.objects.filter(pk=second.pk).update(group=rejected)
    publish(feedback)
    assert Clock.objects.get(pk=clock.pk).kept is False
    told = text(client, feedback.get_absolute_url())
    assert "收到意见2" in told.replace(" ", "") or "2收到意见" in told.replace(" ", "")
    assert "夜间车位更紧张" in told
    compared = text(client, f"{url}compare/0/")
    assert "有修改 1 条" in compared
    assert "每小时收费两元" in compared

    move("2025-12-01 08:00")
    make_record(decision, "adjustment", dt.date(2025, 11, 28), title="调整收费时段")
    life = Timeline(with_life(Decision.objects.filter(pk=decision.pk)).get())
    assert life.stages[7].state != "done", "an adjustment does not end the execution"
    move("2026-04-01 08:00")
    make_record(decision, "execution", dt.date(2026, 3, 30))
    move("2026-06-01 08:00")
    make_record(decision, "evaluation", dt.date(2026, 5, 29), organisations=["岚屿学院"])
    life = Timeline(with_life(Decision.objects.filter(pk=decision.pk)).get())
    assert life.finished == 9
    move("2026-07-01 08:00")
    make_record(decision, "suspension", dt.date(2026, 6, 30), title="中止执行停车管理办法")
    assert "中止执行停车管理办法" in text(client, page)
    assert "中止执行停车管理办法" in text(client, document.get_absolute_url())


@pytest.mark.parametrize(
    ("announced", "due"),
    [
        ("2025-09-26", "2025-10-16"),  # over National Day 2025 with its make-up days 09-28 and 10-11
        ("2026-02-10", "2026-03-02"),  # over Spring Festival 2026 with its make-up days 02-14 and 02-28
        ("2025-05-30", "2025-06-16"),  # over Dragon Boat Festival
    ],
)
def test_ten_working_days_after_the_decision(move: Move, announced: str, due: str) -> None:
    move("2025-01-05 09:00")
    decision = make_decision(excused=("expert", "risk"))
    opens = timezone.make_aware(dt.datetime(2025, 1, 6))
    consultation = make_consultation(decision, opens_at=opens, closes_at=opens + dt.timedelta(days=31))
    day = dt.date.fromisoformat(announced)
    move(f"{announced} 20:00")
    make_record(decision, "legality", day - dt.timedelta(days=30), sent_on=day - dt.timedelta(days=60))
    make_record(decision, "discussion", day - dt.timedelta(days=8))
    make_record(decision, "result", day)
    clock = clocks.of(consultation, FEEDBACK_CLOCK)
    assert clock is not None
    assert clock.due_on == dt.date.fromisoformat(due)
    make_record(decision, "result", day, title="再次公布")
    assert Clock.objects.filter(kind=FEEDBACK_CLOCK).count() == 1


def test_late_stage_is_seen_and_an_excused_one_says_why(client: Client, move: Move) -> None:
    move("2025-06-01 09:00")
    decision = make_decision("学校布局", public=False, excused=("expert",))
    decision.stages.filter(kind="legality").update(ends_on=dt.date(2025, 6, 10))
    publish(decision)
    page = decision.get_absolute_url()
    assert "逾期" not in text(client, page)
    move("2025-06-11 00:00")
    shown = text(client, page)
    assert "合法性审查逾期" in shown
    assert "不适用的理由：不涉及专业技术问题和重大风险。" in shown


def test_withdrawn_decision_takes_its_parts_first(client: Client, qiu: Any) -> None:
    decision = make_decision()
    record = make_record(decision, "initiation", timezone.localdate())
    with pytest.raises(Exception, match="请先撤回本决策下已公开的内容"):
        decision.withdraw(qiu, "发布有误")
    record.withdraw(qiu, "发布有误")
    decision.withdraw(qiu, "发布有误")
    assert [client.get(each.get_absolute_url()).status_code for each in (decision, record)] == [410, 410]
    assert StageRecord.objects.published().count() == 0
