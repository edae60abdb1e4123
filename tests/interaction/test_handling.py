"""The steps of a question: order, two people, clock, records - by the verbs, in the admin, and by plain SQL."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from interaction import handling, moderation
from interaction.models import FAQ, Channel, Desk, Exchange, Question, Reply
from portal.models import AccessLog, Clock, Notice, Unit
from portal.publication_states import Refused
from portal.search.similar import groups
from tests.factories import day, make_policy, make_user, moment, publish
from tests.interaction.factories import answer, make_exchange, make_faq, make_question

pytestmark = pytest.mark.django_db


def test_the_unit_is_told_and_the_clock_begins_the_day_after(construction: Unit, lin: Any) -> None:
    question = make_question(construction, at=moment("2025-09-30 23:59:59"))
    assert question.clock.due_on == day("2025-10-14")  # type: ignore[union-attr]
    assert [notice.recipient for notice in Notice.objects.all()] == [lin]
    assert "陆阿姨" not in Notice.objects.get().text


@pytest.mark.parametrize(
    ("channel", "received", "due"),
    [
        ("consult", "2025-09-30 10:00", "2025-10-09"),
        ("help", "2026-02-13 10:00", "2026-02-27"),
        ("complex", "2026-02-12 10:00", "2026-03-11"),
        ("supervise", "2025-09-26 10:00", "2025-09-30"),
    ],
)
def test_due_days_by_channel(construction: Unit, channel: str, received: str, due: str) -> None:
    assert make_question(construction, channel=channel, at=moment(received)).clock.due_on == day(due)  # type: ignore[union-attr]


def test_an_answer_needs_a_second_person_where_the_unit_says_so(construction: Unit, lin: Any, he: Any) -> None:
    question = make_question(construction)
    with pytest.raises(Refused, match="不能答复"):
        handling.draft(question, lin, "太早了")
    handling.assign(question, lin)
    with pytest.raises(Refused, match="不能受理"):
        handling.assign(question, lin)
    handling.draft(question, lin, "请到窗口办理。")
    with pytest.raises(Refused, match="须由另一人审核"):
        handling.approve(question, lin)
    handling.send_back(question, he, "请写明窗口地址")
    handling.draft(question, lin, "请到岚中路8号办理。")
    handling.approve(question, he)
    assert (question.state, question.clock.finished_on is not None) == ("answered", True)  # type: ignore[union-attr]
    Desk.objects.create(unit=construction, needs_approval=False)
    quick = make_question(construction)
    handling.assign(quick, lin)
    handling.draft(quick, lin, "可以。")
    assert quick.state == "answered"


def test_a_transfer_keeps_the_clock_and_tells_the_next_unit(construction: Unit, health: Unit, lin: Any) -> None:
    tang = make_user("tang", health, "起草")
    question = make_question(construction, at=moment("2026-03-02 09:00"))
    due = question.clock.due_on  # type: ignore[union-attr]
    handling.transfer(question, lin, health, "属卫生健康职责")
    clock = Clock.objects.get()
    assert (clock.due_on, clock.unit, question.unit) == (due, health, health)
    assert Notice.objects.filter(recipient=tang).count() == 1
    assert "由区建管委转区卫健委" in question.records.last().text  # type: ignore[union-attr]
    handling.rechannel(question, tang, Channel.objects.get(code="complex"), "需现场勘查，经分管领导批准")
    assert Clock.objects.get().workdays == 15
    handling.pause(question, tang, "等待市民补充材料", on=day("2026-03-04"))
    assert Clock.objects.get().due_on is None
    handling.resume(question, tang, on=day("2026-03-06"))
    assert Clock.objects.get().due_on == day("2026-03-25")


BAD_SQL = [
    "UPDATE interaction_question SET state = 'answered', assigned_at = now(), assigned_by_id = {user}, ended_at = now(), "
    "ended_by_id = {user}",
    "UPDATE interaction_question SET text = '改了'",
    "UPDATE interaction_question SET title = '改了'",
    "UPDATE interaction_question SET received_at = now() - interval '1 year'",
    "DELETE FROM interaction_question",
    "TRUNCATE interaction_question CASCADE",
    "UPDATE interaction_question SET score = 5, scored_at = now()",
    "UPDATE interaction_question SET state = 'closed', ended_at = now(), ended_by_id = {user}",
    "UPDATE interaction_reply SET approved_by_id = drafted_by_id, approved_at = now()",
    "DELETE FROM interaction_staterecord",
    "UPDATE interaction_staterecord SET text = '没有这回事'",
]


@pytest.mark.parametrize("statement", BAD_SQL)
def test_plain_sql_cannot_jump_a_step_or_rewrite_what_was_asked(construction: Unit, lin: Any, statement: str) -> None:
    make_question(construction)
    drafted = make_question(construction)
    handling.assign(drafted, lin)
    handling.draft(drafted, lin, "请到窗口办理。")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL portal.flush = 'off'")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement.format(user=lin.pk))


def test_an_answer_that_was_given_is_not_changed(construction: Unit) -> None:
    answer(make_question(construction))
    for change in (lambda: Reply.objects.update(text="改口"), lambda: Reply.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_only_what_may_be_published_becomes_public_and_through_three_people(client: Any, construction: Unit) -> None:
    kept = answer(make_question(construction, may_publish=False))
    with pytest.raises(Refused, match="没有同意公开"):
        moderation.to_exchange(kept, kept.ended_by)  # type: ignore[arg-type]
    question = answer(make_question(construction, text="我住岚中路12号楼3单元402室，请问怎么办"))
    draft = moderation.to_exchange(question, question.assigned_by)  # type: ignore[arg-type]
    assert "402" not in draft.asked
    assert client.get(draft.get_absolute_url()).status_code == 404
    publish(draft)  # type: ignore[arg-type]
    assert client.get(draft.get_absolute_url()).status_code == 200
    with pytest.raises(Refused, match="已经选登"):
        moderation.to_exchange(question, question.assigned_by)  # type: ignore[arg-type]
    assert Exchange.objects.get().question == question


def test_similar_questions_are_grouped_and_become_one_faq(construction: Unit, lin: Any) -> None:
    texts = [
        "老楼加装电梯补贴怎么申请", "我们小区加装电梯的补贴要怎么申请", "加装电梯补贴向哪里申请",
        "新生儿医保怎么办理", "新生儿医保在哪里办理", "路灯坏了没人修",
    ]  # fmt: skip
    questions = [make_question(construction, title=text, text=f"{text}？请告知。") for text in texts]
    found = groups((each.pk, f"{each.title} {each.text}") for each in questions)
    assert found == [[each.pk for each in questions[:3]], [each.pk for each in questions[3:5]]]
    faq = moderation.to_faq(questions[:3], lin)
    assert faq.questions.count() == 3
    with pytest.raises(Refused, match="已经归入"):
        moderation.to_faq(questions[:1], lin)


def test_an_faq_may_be_outdated_when_its_policy_changes_or_lapses(construction: Unit, qiu: Any) -> None:
    policy = make_policy("补贴办法", unit=construction, effective_on=day("2025-01-01"), expires_on=day("2090-06-30"))
    faq, other = publish(make_faq(policy)), publish(make_faq())  # type: ignore[arg-type]
    assert not FAQ.objects.outdated(day("2090-06-30")).exists()
    assert list(FAQ.objects.outdated(day("2090-07-01"))) == [faq]
    moderation.confirm_current(faq, qiu)  # type: ignore[arg-type]
    policy.correct(qiu, "更正金额")
    assert list(FAQ.objects.outdated(day("2090-06-30"))) == [faq]
    assert other.pk not in FAQ.objects.outdated(day("2091-01-01")).values_list("pk", flat=True)


def test_the_admin_handles_a_question_with_buttons_and_logs_who_saw_the_asker(
    staff: Any, construction: Unit, health: Unit, lin: Any, he: Any
) -> None:
    question = make_question(construction)
    change = f"/admin/interaction/question/{question.pk}/change/"
    step = f"/admin/interaction/question/{question.pk}/{{}}-it/"
    page = staff(lin).get(change).content.decode()
    assert "陆阿姨" in page
    assert AccessLog.objects.get().what == f"留言 {question.receipt.number} 的留言人"
    staff(lin).post(step.format("assign"))
    assert "请写答复" in staff(lin).post(step.format("draft"), {"text": " "}).content.decode()
    staff(lin).post(step.format("draft"), {"text": "请到窗口办理。", "grounds": "《办法》第三条"})
    assert "审核通过" not in staff(lin).get(change).content.decode()
    staff(lin).post(step.format("approve"))
    assert Question.objects.get().state == "drafted"
    staff(he).post(step.format("approve"))
    assert Question.objects.get().state == "answered"
    made = staff(he).post(step.format("to_faq"))
    assert made.url == f"/admin/interaction/faq/{FAQ.objects.get().pk}/change/"
    stranger = staff(make_user("tang", health, "起草"))
    for url in (change, step.format("publish_copy"), step.format("nothing")):
        assert "陆阿姨" not in stranger.get(url, follow=True).content.decode()
    assert "加装电梯" not in stranger.get("/admin/interaction/question/").content.decode()


def test_the_list_and_the_page_of_questions_cost_a_constant_number_of_queries(
    staff: Any, client: Any, construction: Unit, qiu: Any, django_assert_max_num_queries: Any
) -> None:
    policy = make_policy("办法", unit=construction)
    for number in range(12):
        make_exchange(answer(make_question(construction, document=policy, title=f"第{number}问的标题")))
        publish(make_faq(policy, f"第{number}个常见问题"))  # type: ignore[arg-type]
    client.get("/interaction/")  # small reference data is read once for each publication version
    client.get(policy.get_absolute_url())
    with django_assert_max_num_queries(8):
        assert client.get(f"{policy.get_absolute_url()}?fresh").status_code == 200
    with django_assert_max_num_queries(8):
        assert client.get("/interaction/").status_code == 200
    with django_assert_max_num_queries(8):
        assert client.get("/interaction/faqs/").status_code == 200
    with django_assert_max_num_queries(8):
        assert client.get("/interaction/figures/").status_code == 200
    client = staff(qiu)
    with django_assert_max_num_queries(20):
        assert client.get("/admin/interaction/question/").status_code == 200


def test_an_article_is_cited_in_a_document_with_chapters(staff: Any, client: Any, construction: Unit, lin: Any) -> None:
    body = "第一章　总则\n第一条　为了便民。\n第二章　补助\n第二条　每台补助二十八万元。\n第二条之一　另有规定除外。"
    policy = make_policy("分章的办法", unit=construction, body=body)
    question = make_question(construction, document=policy)
    handling.assign(question, lin)
    step = f"/admin/interaction/question/{question.pk}/draft-it/"
    refused = staff(lin).post(step, {"text": "可以申请。", "article": "第九条"}).content.decode()
    assert "没有“第九条”" in refused
    assert staff(lin).post(step, {"text": "可以申请。", "article": "第二条"}).status_code == 302
    assert Reply.objects.get().document == policy
    publish(make_faq(policy, article="第二条"))  # type: ignore[arg-type]
    assert '<a href="#a2">第二条</a>' in client.get(policy.get_absolute_url()).content.decode()
