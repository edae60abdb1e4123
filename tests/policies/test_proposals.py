"""What a text suggests is shown with its sentence and done only when somebody confirms it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from policies.citing.clauses import suggestions
from policies.citing.dates import Known, first_day, last_day
from policies.citing.measuring import sample_score
from policies.citing.sentences import Named
from policies.models import Document, Proposal, Relation
from policies.piles import PROPOSED
from tests.factories import day, make_draft, make_policy, make_user

BODY = (
    "第一条　根据《岚屿区上位办法》，制定本办法。\n"
    "第二条　本办法自2025年1月1日起施行，有效期5年。《岚屿区旧办法》（岚厂〔2019〕3号）同时废止。"
)


def test_labelled_sample() -> None:
    score = sample_score()["all"]
    assert score.right > 60
    assert score.precision >= 0.97, score.examples
    assert score.recall >= 0.95, score.examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年5月1日", "2024-05-01"), ("二〇二四年五月一日", "2024-05-01"), ("2024年2月30日", None),
        ("公布之日", "2024-03-10"), ("公布之日起30日后", "2024-04-10"), ("公布之日起满30日之日", "2024-04-09"),
        ("印发之日", "2024-03-05"), ("公布之日起10个工作日后", None),
    ],
)  # fmt: skip
def test_first_day(text: str, expected: str | None) -> None:
    known = Known(written_on=day("2024-03-01"), printed_on=day("2024-03-05"), published_on=day("2024-03-10"))
    assert first_day(text, known) == (day(expected) if expected else None)


@pytest.mark.parametrize(
    ("first", "span", "last"),
    [("2024-05-01", "5年", "2029-04-30"), ("2024-02-29", "一年", "2025-02-28"), ("2024-01-31", "一个月", "2024-02-29"),
     ("2024-01-01", "12个月", "2024-12-31")],
)  # fmt: skip
def test_last_day_is_n_years_minus_one_day(first: str, span: str, last: str) -> None:
    assert last_day(day(first), span) == day(last)


def test_nothing_is_suggested_about_the_document_itself() -> None:
    own = Named("岚屿区旧办法", "岚厂〔2019〕3号")
    assert "repeals" not in {each.kind for each in suggestions(BODY, Known(), own)}


pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Document:
    return make_policy("岚屿区旧办法", number="岚厂〔2019〕3号", written_on=dt.date(2019, 2, 3))


@pytest.fixture
def above() -> Document:
    return make_policy("岚屿区上位办法")


def url(item: Document) -> str:
    return reverse("admin:policies_document_proposals", args=[item.pk])


def said(item: Document) -> set[str]:
    return {str(each) for each in item.proposals.open()}


def post(client: Client, item: Document, **data: Any) -> str:
    return client.post(url(item), data, follow=True).content.decode()


def everything(item: Document) -> list[int]:
    return [each.pk for each in item.proposals.ready()]


def test_a_saved_body_proposes_and_changes_nothing(lin, old, above) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    assert said(item) == {
        "依据《岚屿区上位办法》", "施行日期2025年1月1日", "有效期至2029年12月31日", "废止《岚屿区旧办法》（岚厂〔2019〕3号）"
    }  # fmt: skip
    item.refresh_from_db()
    assert (item.effective_on, item.expires_on, Relation.objects.count()) == (None, None, 0)
    assert {each.target for each in item.proposals.all() if each.target} == {old, above}


def test_all_confirmed_together_in_a_draft(staff, lin, old, above) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    assert "有效期5年" in staff(lin).get(url(item)).content.decode()
    post(staff(lin), item, do="confirm", proposal=everything(item))
    item.refresh_from_db()
    assert (item.effective_on, item.expires_on) == (day("2025-01-01"), day("2029-12-31"))
    assert set(item.relations_out.values_list("kind", "target", "on")) == {
        ("repeals", old.pk, day("2025-01-01")),
        ("based_on", above.pk, day("2025-01-01")),
    }
    assert said(item) == set()
    assert {each.decided_by for each in item.proposals.all()} == {lin}


def test_one_confirmed_one_dismissed_and_the_decision_outlives_a_new_reading(staff, lin, old, above) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    repeal, ground = item.proposals.get(kind="repeals"), item.proposals.get(kind="based_on")
    post(staff(lin), item, one=repeal.pk)
    post(staff(lin), item, do="dismiss", proposal=[ground.pk])
    item.body = item.body.replace("有效期5年", "有效期3年")
    item.clean()
    item.save()
    assert said(item) == {"施行日期2025年1月1日", "有效期至2027年12月31日"}
    assert dict(item.proposals.values_list("kind", "state"))["based_on"] == "dismissed"
    assert item.relations_out.get().target == old


def test_published_document_is_corrected_with_a_note_by_the_office_alone(staff, lin, qiu, old) -> None:
    item = make_policy(body=BODY, unit=lin.unit, created_by=lin)
    repeal = item.proposals.get(kind="repeals")
    assert "您的角色不能采用" in post(staff(lin), item, one=repeal.pk, note="补登")
    assert "更正必须写明更正说明" in post(staff(qiu), item, one=repeal.pk, note="")
    assert not Relation.objects.exists()
    post(staff(qiu), item, do="confirm", proposal=everything(item), note="补登废止关系和日期。")
    item.refresh_from_db()
    old.refresh_from_db()
    assert (item.correction_note, item.expires_on) == ("补登废止关系和日期。", day("2029-12-31"))
    assert old.repealed_on == day("2025-01-01")


@pytest.mark.parametrize("state", ["submitted", "withdrawn"])
def test_refused_where_the_state_does_not_allow_it(staff, lin, qiu, old, state) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    item.submit(lin) if state == "submitted" else None
    if state == "withdrawn":
        item = make_policy(body=BODY)
        item.withdraw(qiu, "有误")
    told = post(staff(qiu), item, one=item.proposals.get(kind="repeals").pk, note="x")
    assert ("正在审查" if state == "submitted" else "已经撤回") in told
    assert not Relation.objects.exists()


def test_unknown_document_is_named_and_not_confirmed(staff, lin) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    repeal = item.proposals.get(kind="repeals")
    assert "本系统没有找到" in post(staff(lin), item, one=repeal.pk)
    assert not item.proposals.ready().filter(kind="repeals").exists()
    make_policy("岚屿区旧办法", number="岚厂〔2019〕3号")
    post(staff(lin), item, do="read")
    assert item.proposals.ready().filter(kind="repeals").exists()


def test_hidden_document_of_another_unit_is_not_found(lin) -> None:
    make_draft("岚屿区旧办法", number="岚厂〔2019〕3号")
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    assert item.proposals.get(kind="repeals").target is None


def test_pile_counts_what_one_may_confirm(lin, qiu, old) -> None:
    draft = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    published = make_policy(body=BODY)
    assert set(Document.objects.filter(PROPOSED.where(lin))) == {draft}
    assert set(Document.objects.filter(PROPOSED.where(qiu))) == {draft, published}


def test_other_units_neither_see_nor_answer(staff, lin, health, old) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    other = make_user("tang", health, "起草")
    post(staff(other), item, do="confirm", proposal=everything(item))
    assert item.title not in staff(other).get(url(item), follow=True).content.decode()
    assert not Relation.objects.exists()


def test_database_wants_who_decided(lin, old) -> None:
    item = make_draft(body=BODY, unit=lin.unit, created_by=lin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(document=item).update(state="confirmed")
