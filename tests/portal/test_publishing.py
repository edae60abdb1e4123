"""The life of an item: every verb, every refusal, and what the database refuses by itself."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from policies.models import Document
from policies.models.document import DocumentEvent
from portal.models import IndexCounter, PublicationVersion
from portal.publishing import Refused, State
from tests.factories import make_draft, make_policy, publish

pytestmark = pytest.mark.django_db


def refused_by_database(sql: str, params: list) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError:
        return True
    return False


def test_four_people_take_a_draft_to_the_public(lin, he, qiu) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    document.clear(he)
    document.publish(qiu)
    assert document.state == State.PUBLISHED
    assert (document.submitted_by, document.cleared_by, document.published_by) == (lin, he, qiu)
    assert Document.objects.published().get() == document


def test_publish_names_every_blocker_at_once(lin, he, qiu) -> None:
    document = make_draft(unit=lin.unit, created_by=lin, genre="", topic=None, body="", number="", category="normative")
    document.submit(lin)
    document.clear(he)
    with pytest.raises(Refused) as refusal:
        document.publish(qiu)
    for word in ("公文种类", "主题分类", "正文", "发文字号"):
        assert word in str(refusal.value)
    document.refresh_from_db()
    assert document.state == State.CLEARED


@pytest.mark.parametrize("role", ["created_by", "edited_by", "submitted_by"])
def test_clear_is_refused_to_everyone_who_wrote_it(lin, he, qiu, role) -> None:
    document = make_draft(unit=lin.unit, created_by=he if role == "created_by" else lin)
    if role == "edited_by":
        Document.objects.filter(pk=document.pk).update(edited_by=he, edited_at=timezone.now())
    document.submit(he if role == "submitted_by" else lin)
    with pytest.raises(Refused, match="另一人"):
        document.clear(he)


def test_sql_cannot_clear_in_the_name_of_the_author(lin) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    sql = "UPDATE policies_document SET state = 'cleared', cleared_at = now(), cleared_by_id = %s WHERE id = %s"
    assert refused_by_database(sql, [lin.pk, document.pk])


@pytest.mark.parametrize("state", ["submitted", "cleared", "published", "withdrawn"])
def test_sql_cannot_jump_from_draft(state) -> None:
    document = make_draft()
    people = (
        "submitted_at = now(), submitted_by_id = created_by_id, published_at = now(), published_by_id = created_by_id"
    )
    assert refused_by_database(f"UPDATE policies_document SET state = %s, {people} WHERE id = %s", [state, document.pk])
    assert not Document.objects.exclude(state=State.DRAFT).exists()


def test_bulk_update_cannot_jump_a_state() -> None:
    make_draft()
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.update(state=State.PUBLISHED)


def test_sql_cannot_insert_a_published_row() -> None:
    source = make_policy()
    columns = ", ".join(
        f'"{field.column}"' for field in Document._meta.concrete_fields
        if not field.primary_key and not field.generated and field.name not in ("index_number", "source_id")
    )  # fmt: skip
    copy = f"INSERT INTO policies_document ({columns}, index_number) SELECT {columns}, 'X1' FROM policies_document WHERE id = %s"
    assert refused_by_database(copy, [source.pk])


@pytest.mark.parametrize("withdrawn", [False, True])
def test_sql_cannot_delete_what_was_public(qiu, withdrawn) -> None:
    document = make_policy()
    if withdrawn:
        document.withdraw(qiu, "发布有误")
    assert refused_by_database("DELETE FROM policies_document WHERE id = %s", [document.pk])


def test_draft_can_be_deleted_and_the_history_keeps_it() -> None:
    document = make_draft("要丢弃的草稿")
    pk = document.pk
    document.delete()
    assert list(DocumentEvent.objects.filter(pgh_obj_id=pk).values_list("pgh_label", flat=True)) == ["insert", "delete"]


@pytest.mark.parametrize("state", ["submitted", "cleared", "published"])
def test_reviewed_content_is_frozen(lin, he, qiu, state) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    if state != "submitted":
        document.clear(he)
    if state == "published":
        document.publish(qiu)
    assert refused_by_database("UPDATE policies_document SET title = '换了' WHERE id = %s", [document.pk])
    assert refused_by_database("UPDATE policies_document SET body = '换了' WHERE id = %s", [document.pk])


def test_correction_changes_published_content_with_a_note(qiu) -> None:
    document = make_policy("错字通知")
    document.correct(qiu, "标题有错字，现予更正。", title="正字通知")
    document.refresh_from_db()
    assert (document.title, document.correction_note, document.corrected_by) == (
        "正字通知",
        "标题有错字，现予更正。",
        qiu,
    )


def test_correction_without_a_note_is_refused(qiu) -> None:
    with pytest.raises(Refused, match="更正说明"):
        make_policy().correct(qiu, "  ", title="悄悄改")


def test_send_back_needs_a_reason_and_clears_the_review(lin, he) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    with pytest.raises(Refused, match="原因"):
        document.send_back(he, " ")
    document.send_back(he, "第二条引用的文号有误")
    document.refresh_from_db()
    assert (document.state, document.submitted_by, document.sent_back_reason) == (
        State.DRAFT,
        None,
        "第二条引用的文号有误",
    )


def test_verb_in_the_wrong_state_says_the_state(qiu) -> None:
    with pytest.raises(Refused, match="已发布"):
        make_policy().submit(qiu)


def test_withdrawal_needs_a_reason(qiu) -> None:
    with pytest.raises(Refused, match="原因"):
        make_policy().withdraw(qiu, "")


def test_who_and_when_cannot_be_rewritten_by_sql(qiu) -> None:
    document = make_policy()
    for column in ("submitted_by_id", "cleared_by_id", "published_by_id"):
        assert refused_by_database(f"UPDATE policies_document SET {column} = %s WHERE id = %s", [qiu.pk, document.pk])
    assert refused_by_database(
        "UPDATE policies_document SET published_at = now() - interval '1 day' WHERE id = %s", [document.pk]
    )
    assert refused_by_database("UPDATE policies_document SET created_by_id = %s WHERE id = %s", [qiu.pk, document.pk])


def test_history_names_verb_and_person(lin) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    event = DocumentEvent.objects.filter(pgh_obj_id=document.pk).latest("pgh_id")
    assert (event.state, event.pgh_context.metadata) == ("submitted", {"verb": "submit", "user": lin.pk})


def test_sql_change_is_in_the_history_too() -> None:
    document = make_draft()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_document SET title = '直接改库' WHERE id = %s", [document.pk])
    assert DocumentEvent.objects.filter(pgh_obj_id=document.pk, title="直接改库").exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE policies_documentevent SET title = 'x'", "DELETE FROM policies_documentevent"]
)
def test_history_cannot_be_rewritten(statement) -> None:
    make_draft()
    assert refused_by_database(statement, [])


def test_version_moves_only_with_what_the_public_sees(qiu) -> None:
    draft = make_draft()
    before = PublicationVersion.current()
    Document.objects.filter(pk=draft.pk).update(title="草稿改名")
    assert PublicationVersion.current() == before
    with connection.cursor() as cursor:  # the bump is once per transaction, and a test is one transaction
        cursor.execute("SELECT set_config('portal.bumped', '', true)")
    publish(draft)
    assert PublicationVersion.current() > before


def test_index_numbers_are_unique_and_never_given_twice(construction) -> None:
    first = IndexCounter.take(construction, 3, year=2026)
    second = IndexCounter.take(construction, 1, year=2026)
    assert len({*first, *second}) == 4
    assert second[0].endswith("202600004")
    assert first[0] == f"LY{construction.code[8:17]}202600001"


def test_index_number_cannot_change() -> None:
    document = make_policy()
    assert refused_by_database("UPDATE policies_document SET index_number = 'LY0' WHERE id = %s", [document.pk])


def test_not_public_needs_its_basis() -> None:
    document = make_draft()
    assert refused_by_database("UPDATE policies_document SET disclosure = 'closed' WHERE id = %s", [document.pk])


def test_published_door_is_closed_before_its_moment() -> None:
    document = make_policy()
    assert document.published_at is not None
    assert not Document.objects.published(at=document.published_at - dt.timedelta(seconds=1)).exists()
    assert Document.objects.published(at=document.published_at).exists()
