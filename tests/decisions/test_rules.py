"""Every rule broken on purpose: through the verbs, where the sentence names the article, and in SQL."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from decisions.models import Attendee, Consultation, Draft, Feedback, Opinion, OpinionGroup, SignUp, Stage, StageRecord
from portal.publication_states import Refused
from tests.decisions.factories import (
    DAY,
    add_item,
    make_activity,
    make_attendance,
    make_catalogue,
    make_consultation,
    make_decision,
    make_feedback,
    make_group,
    make_opinion,
    make_record,
    make_result,
    make_sign_up,
)
from tests.factories import publish

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def refused(item: Any) -> str:
    """Why it cannot be published; it is a draft again afterwards."""
    with pytest.raises(Refused) as error:
        publish(item)
    item.refresh_from_db()
    item.send_back(item.cleared_by, "改正后再送审")
    return str(error.value)


def sql(statement: str, *params: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_short_comment_without_a_reason_in_the_notice() -> None:
    decision = make_decision()
    short = timezone.now() + 10 * DAY
    fields = {"opens_at": timezone.now(), "closes_at": short, "public": False}
    assert "第十五条" in refused(make_consultation(decision, **fields))
    said = refused(make_consultation(decision, shortened_reason="台风前须定", **fields))
    assert "一字不差地写进公告" in said
    publish(make_consultation(decision, shortened_reason="台风前须定", body="<p>因台风前须定，缩短。</p>", **fields))
    item = make_consultation(decision)
    sql("UPDATE decisions_consultation SET closes_at = opens_at + interval '5 days' WHERE id = %s", item.pk)
    sql("UPDATE decisions_draft SET body = 'x' WHERE consultation_id = %s", item.pk)
    assert Draft.objects.filter(consultation=item).exclude(body="x").exists()


def test_hearing_papers_legality_and_discussion_in_their_order() -> None:
    decision = make_decision(excused=("expert",))
    hearing = {"kind": "hearing", "held_on": TODAY(), "papers_on": TODAY() - 3 * DAY, "public": False}
    assert "第十六条" in refused(make_activity(decision, **hearing))
    legality = {"sent_on": TODAY() - 3 * DAY, "public": False}
    assert "第二十六条" in refused(make_record(decision, "legality", TODAY(), **legality))
    said = refused(make_record(decision, "discussion", TODAY(), public=False))
    assert "第二十五条" in said
    assert "公众参与还没有完成" in said
    assert "风险评估还没有完成" in said
    assert "专家论证" not in said
    assert "第三十条" in refused(make_record(decision, "result", TODAY(), public=False))


def test_unlawful_review_and_the_evaluator_who_argued() -> None:
    decision = make_decision(excused=("risk",))
    past = timezone.now() - 80 * DAY
    make_consultation(decision, opens_at=past)
    make_record(decision, "expert", TODAY() - 40 * DAY, organisations=["望海大学"])
    make_record(decision, "legality", TODAY() - 10 * DAY, sent_on=TODAY() - 30 * DAY, conclusion="unlawful")
    discussion = make_record(decision, "discussion", TODAY(), public=False)
    assert "结论是不合法" in refused(discussion)
    sql("UPDATE decisions_stagerecord SET state = 'published' WHERE id = %s", discussion.pk)
    evaluation = make_record(decision, "evaluation", TODAY(), organisations=["望海　大学"], public=False)
    assert "第三十六条" in refused(evaluation)


def test_stages_that_are_never_excused_in_the_database_either() -> None:
    decision = make_decision(public=False)
    for kind in ("initiation", "legality", "discussion", "announcement"):
        stage = Stage.objects.get(decision=decision, kind=kind)
        sql("UPDATE decisions_stage SET excuse = '不需要' WHERE id = %s", stage.pk)
    Stage.objects.filter(decision=decision, kind="risk").update(excuse="不涉及重大风险。")


def test_feedback_adds_up_or_is_not_public() -> None:
    consultation = make_consultation(opens_at=timezone.now() - 60 * DAY)
    first, second = make_opinion(consultation), make_opinion(consultation, "贵。")
    feedback = make_feedback(consultation)
    group, empty = make_group(feedback), make_group(feedback, title="没有人说过的")
    Opinion.objects.filter(pk=first.pk).update(group=group)
    said = refused(feedback)
    assert "收到意见2条，已归类1条" in said
    assert "「没有人说过的」没有归入任何意见" in said
    sql("UPDATE decisions_feedback SET state = 'published', received = 2 WHERE id = %s", feedback.pk)
    OpinionGroup.objects.filter(pk=empty.pk).delete()
    Opinion.objects.filter(pk=second.pk).update(group=group)
    publish(Feedback.objects.get(pk=feedback.pk))
    sql("UPDATE decisions_opinion SET group_id = NULL WHERE id = %s", first.pk)
    sql("UPDATE decisions_opinion SET public_text = '没有审查过的原话' WHERE id = %s", first.pk)
    sql("DELETE FROM decisions_opinion WHERE id = %s", first.pk)
    sql("UPDATE decisions_opinion SET text = '改' WHERE id = %s", first.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_opinion(consultation, "迟到的一条", received_at=consultation.closes_at - DAY)


def test_zero_opinions_are_published_as_such(client: Any) -> None:
    consultation = make_consultation(opens_at=timezone.now() - 60 * DAY)
    feedback = make_feedback(consultation, public=True)
    assert feedback.received == 0
    assert "没有收到意见" in client.get(feedback.get_absolute_url()).content.decode()


def test_feedback_waits_for_the_end() -> None:
    consultation = make_consultation(opens_at=timezone.now() - DAY)
    assert "还没有截止" in refused(make_feedback(consultation))
    with pytest.raises(DatabaseError), transaction.atomic():
        make_opinion(consultation, received_at=consultation.closes_at)
    assert Consultation.objects.with_phase().get(pk=consultation.pk).phase_now == consultation.phase() == "open"


def test_catalogue_is_adjusted_in_the_open() -> None:
    make_catalogue(2024, items=["停车管理办法", "公交票价"])
    changed = make_catalogue(2024, 2, items=["停车管理办法"], public=False)
    said = refused(changed)
    assert "必须写明调整说明" in said
    assert "第2项「公交票价」不见了" in said
    changed.adjustment = "并入下一年。"
    changed.save()
    add_item(changed, 2, "公交票价", change="dropped", reason="推迟到下一年。")
    add_item(changed, 3, "新增的事", change="added", reason="市民建议。")
    publish(changed)
    sql("DELETE FROM decisions_catalogueitem WHERE catalogue_id = %s", changed.pk)
    assert "第2版还没有公开" not in " ".join(changed.blockers())
    assert "第3版还没有公开" in refused(make_catalogue(2024, 4, adjustment="跳过。", public=False))


def test_lot_list_and_masked_names() -> None:
    now = timezone.now()
    attendance = make_attendance(opens_at=now - 9 * DAY, closes_at=now - 8 * DAY, meets_at=now + DAY, public=False)
    publish(attendance, now - 9 * DAY)
    for name in ("陈小明", "林一", "黄二"):
        make_sign_up(attendance, name)
    assert list(SignUp.objects.values_list("number", flat=True)) == [1, 2, 3]
    result = make_result(attendance, public=False)
    wrong = next(n for n in (1, 2, 3) if n not in result.drawn[:2])
    Attendee.objects.filter(result=result, position=0).update(number=wrong)
    assert "名单与抽签次序不符" in refused(result)
    Attendee.objects.filter(result=result, position=0).update(number=result.drawn[0])
    sql("UPDATE decisions_attendee SET name = '陈小明' WHERE result_id = %s", result.pk)
    publish(result)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_sign_up(attendance, "迟到的", received_at=now)
    sql("DELETE FROM decisions_signup WHERE attendance_id = %s", attendance.pk)


def test_reviewer_is_not_the_author_of_a_record() -> None:
    record = make_record(make_decision(), "initiation", TODAY(), public=False)
    author = record.created_by
    record.submit(author)
    with pytest.raises(Refused):
        record.clear(author)
    sql("UPDATE decisions_stagerecord SET state = 'published' WHERE id = %s", record.pk)
    assert StageRecord.objects.published().count() == 0
