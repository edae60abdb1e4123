"""Citizens give opinions and sign up: to the second, by two steps without JavaScript, with a file, and nothing of them leaks."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from decisions.models import ChoiceQuestion, Draft, Opinion, OpinionAttachment, SignUp
from decisions.retention import forget_people
from portal.demo_files import make_pdf
from portal.models import Receipt
from tests.decisions.conftest import Move
from tests.decisions.factories import (
    DAY,
    make_attendance,
    make_consultation,
    make_feedback,
    make_group,
    make_opinion,
    make_result,
    make_sign_up,
)
from tests.factories import publish
from tests.portal.test_intake import solve

pytestmark = pytest.mark.django_db
PRIVATE = {"name": "隐名氏", "contact": "13955556666"}
TEXT = "每小时收费三元太贵，应当降到两元。"


def say(client: Client, consultation: Any, **changes: Any) -> Any:
    fields = {"text": TEXT, "proof": solve("opinion"), **PRIVATE} | changes
    return client.post(consultation.address("opinions"), fields)


def read(response: Any) -> str:
    return response.content.decode()


def receipt_of(response: Any) -> dict[str, str]:
    number = re.search(r"<strong>((?:YJ|LX)\d{8}-\d{4})</strong>", read(response))
    code = re.search(r"<strong>([2-9A-Z]{4}-[2-9A-Z]{4})</strong>", read(response))
    assert number, read(response)
    assert code
    return {"number": number[1], "code": code[1]}


def test_on_one_article_and_what_became_of_it(client: Client, move: Move) -> None:
    consultation = make_consultation(opens_at=timezone.now() - 3 * DAY)
    page = read(client.get(f"{consultation.get_absolute_url()}?article=0-a2"))
    assert '<option value="0-a2" selected>第二条' in page
    held = receipt_of(say(client, consultation, aim="0-a2"))
    opinion = Opinion.objects.get()
    assert (opinion.article, opinion.text, opinion.name) == ("第二条", TEXT, "隐名氏")
    assert "正在研究" in read(client.post("/receipts/", held))
    move(consultation.closes_at + DAY)
    feedback = make_feedback(consultation)
    group = make_group(feedback, "adopted", reason="降为每小时两元。")
    Opinion.objects.update(group=group)
    assert "降为每小时两元" not in read(client.post("/receipts/", held)), "not before it is public"
    publish(feedback)
    assert "降为每小时两元" in read(client.post("/receipts/", held))
    for url in (
        feedback.get_absolute_url(),
        f"{feedback.get_absolute_url()}opinions.csv",
        consultation.get_absolute_url(),
    ):
        response = client.get(url)
        body = b"".join(response.streaming_content).decode() if response.streaming else read(response)  # type: ignore[attr-defined]
        assert not re.search(f"{PRIVATE['name']}|{PRIVATE['contact']}|{TEXT}", body), url


def test_to_the_second_on_a_clock_that_jumps(client: Client, move: Move) -> None:
    consultation = make_consultation(opens_at=timezone.now() - 3 * DAY, closes_at=timezone.now() + 28 * DAY)
    attendance = make_attendance()
    person = {"name": "司徒隐名", "phone": "13933334444", "is_adult": "on"}
    for item, post in (
        (consultation, lambda proof: say(client, consultation, proof=proof, text=f"{TEXT}{proof[-9:]}")),
        (attendance, lambda proof: client.post(attendance.address("sign-ups"), person | {"proof": proof})),
    ):
        purpose = "opinion" if item is consultation else "attendance"
        move(item.closes_at - DAY / 86400)
        first, second, third = solve(purpose), solve(purpose), solve(purpose)
        assert post(first).status_code == 200
        move(item.closes_at)
        late = post(second)
        assert late.status_code == 409
        assert "截止" in read(late)
        assert "没有登记" in read(late)
        move(item.closes_at - DAY / 86400)  # the clock is set back
        assert post(third).status_code == 200
    assert Opinion.objects.count() == 2
    assert SignUp.objects.count() == 2
    assert Receipt.objects.count() == 4, "who was refused got no receipt"


def test_before_it_opens_and_where_nothing_is_taken_online(client: Client) -> None:
    soon = make_consultation(opens_at=timezone.now() + DAY)
    assert "还没有开始" in read(say(client, soon))
    letters = make_consultation(online=False)
    assert "不接收网上填写" in read(say(client, letters))
    assert not Opinion.objects.exists()
    assert client.post("/decisions/2025/99/consultations/999/opinions/", {}).status_code == 404


def test_two_steps_without_javascript_ask_for_the_file_again(client: Client, move: Move, tmp_path: Path) -> None:
    consultation = make_consultation(opens_at=timezone.now() - 3 * DAY)
    url = consultation.address("opinions")

    made = tmp_path / "意见.pdf"
    make_pdf(made, title="意见", number="", issuer="", paragraphs=["附上测算。"])

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("意见.pdf", made.read_bytes(), "application/pdf")

    step = client.post(url, {"text": TEXT, "file": file(), **PRIVATE})
    page = read(step)
    assert 'enctype="multipart/form-data"' in page
    assert "您选的“意见.pdf”不能自动带到这一步，请再选一次" in page
    assert not Opinion.objects.exists()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    move(timezone.now() + DAY / 86400 * 5)
    done = client.post(url, fields | {"file": file()})
    assert receipt_of(done)
    assert OpinionAttachment.objects.get().opinion.text == TEXT


def test_bad_files_and_huge_text_are_told_and_kept(client: Client) -> None:
    consultation = make_consultation()
    told = read(say(client, consultation, file=SimpleUploadedFile("a.pdf", b"MZ\x00\x00not a pdf")))
    assert "附件需要重新选择一次" in told
    assert TEXT in told
    assert say(client, consultation, text="长" * 5001).status_code == 422
    assert say(client, consultation, text=" ").status_code == 422
    assert say(client, consultation, aim="9-a99").status_code == 422
    assert not Opinion.objects.exists()


def test_questionnaire_is_counted(client: Client, move: Move) -> None:
    consultation = make_consultation(public=False)
    question = ChoiceQuestion.objects.create(
        consultation=consultation, text="赞成哪个方案", choices=["方案一", "方案二"], multiple=False
    )
    publish(consultation)
    for choice in ("0", "1", "1"):
        assert receipt_of(say(client, consultation, text="", **{f"question{question.pk}": choice}))
    assert say(client, consultation, text="", **{f"question{question.pk}": "7"}).status_code == 422
    move(consultation.closes_at + DAY)
    feedback = make_feedback(consultation)
    Opinion.objects.update(group=make_group(feedback))
    publish(feedback)
    page = re.sub(r"<[^>]+>|\s", "", read(client.get(feedback.get_absolute_url())))
    assert "方案一133.3%方案二266.7%" in page


def test_several_drafts_stand_side_by_side(client: Client) -> None:
    consultation = make_consultation(public=False)
    Draft.objects.create(
        consultation=consultation, position=1, title="方案乙", body="<p>第一条　拆。</p>", drafting_note="<p>a</p>",
        interpretation="<p>b</p>",
    )  # fmt: skip
    publish(consultation)
    page = read(client.get(consultation.get_absolute_url()))
    assert "共 2 个方案，可以对照阅读" in page
    assert "《停车管理办法（草案）》全文" in page


def test_sign_up_is_followed_to_the_list(client: Client, move: Move) -> None:
    attendance = make_attendance()
    person = {"name": "司徒隐名", "phone": "13933334444", "is_adult": "on", "proof": solve("attendance")}
    held = receipt_of(client.post(attendance.address("sign-ups"), person))
    assert client.post(attendance.address("sign-ups"), person | {"phone": "12"}).status_code == 422
    assert "报名序号是 <strong>1</strong>" in read(client.post("/receipts/", held))
    move(attendance.closes_at + DAY)
    result = make_result(attendance)
    assert "您已入选" in read(client.post("/receipts/", held))
    page = read(client.get(result.get_absolute_url()))
    assert "陈某某" in page
    assert "司徒" not in page
    assert "13933334444" not in page


def test_opinions_of_others_are_not_opened_by_a_wrong_code(client: Client) -> None:
    opinion = make_opinion(make_consultation())
    wrong = client.post("/receipts/", {"number": opinion.receipt.number, "code": "AAAA-AAAA"})
    assert "三元太贵了" not in read(wrong)


def test_who_wrote_is_forgotten_after_the_time_and_never_exchanged(client: Client, move: Move) -> None:
    consultation = make_consultation(opens_at=timezone.now() - 60 * DAY)
    opinion = make_opinion(consultation, name="隐名氏", contact="13911112222")
    page = read(client.get(make_consultation(consultation.decision).get_absolute_url()))
    assert "结果公开后 730 天删除" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(name="别人")
    attendance = make_attendance(consultation.decision)
    sign_up = make_sign_up(attendance)
    feedback = make_feedback(consultation)
    Opinion.objects.update(group=make_group(feedback))
    publish(feedback)
    move(attendance.closes_at + DAY)
    make_result(attendance)
    assert forget_people() == 0
    move(timezone.now() + 729 * DAY)
    assert forget_people() == 1, "the opinion, whose outcome was public two days earlier"
    move(timezone.now() + 3 * DAY)
    assert forget_people() == 1
    assert forget_people() == 0
    opinion.refresh_from_db()
    sign_up.refresh_from_db()
    assert (opinion.name, opinion.contact, sign_up.name, sign_up.phone) == ("", "", "", "")
    assert opinion.text == "三元太贵了。"
