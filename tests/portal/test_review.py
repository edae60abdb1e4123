"""One review per item and round, by somebody who did not write it; what belongs to an item is frozen with it."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from policies.models import Document, DocumentAttachment, Issuer, Relation
from portal.models import Review, User
from portal.models.review import CHECKS
from portal.publishing import Publishable, Refused, State
from tests.factories import day, end_transaction, make_draft, make_policy, make_tag, make_unit, make_user

pytestmark = pytest.mark.django_db


def refusal(sql: str, params: list | None = None) -> str:
    """What the database says against it; empty when it is done."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params or [])
    except DatabaseError as error:
        return str(error)
    return ""


def refused(sql: str, params: list | None = None) -> bool:
    return bool(refusal(sql, params))


def make_attachment(document: Document) -> DocumentAttachment:
    return DocumentAttachment.objects.create(
        document=document, file="x.pdf", name="x.pdf", kind="pdf", mime="application/pdf", size=1, sha256="0"
    )


@pytest.fixture
def submitted(lin) -> Document:
    document = make_draft("待审的通知", unit=lin.unit, created_by=lin)
    document.submit(lin)
    return document


def test_table_of_every_publishable_is_named_after_its_content_type() -> None:
    models = [model for model in apps.get_models() if issubclass(model, Publishable)]
    assert models
    for model in models:
        kind = ContentType.objects.get_for_model(model)
        assert model._meta.db_table == f"{kind.app_label}_{kind.model}"


def test_review_records_who_what_and_on_what_basis(submitted, he) -> None:
    submitted.clear(he, opinion="同意")
    review = Review.of(submitted).get()
    assert (review.round, review.reviewer, review.conclusion) == (1, he, Review.Conclusion.PASSED)
    assert all(yes for _, yes in review.checks)
    assert "第十七条" in review.basis


def test_sending_back_concludes_the_round_and_the_next_has_its_own(submitted, lin, he) -> None:
    submitted.send_back(he, "附件缺页", checks={"no_state_secret": True})
    submitted.submit(lin)
    submitted.clear(he)
    assert list(Review.of(submitted).order_by("round").values_list("round", "conclusion", "no_state_secret")) == [
        (1, "returned", True), (2, "passed", True),
    ]  # fmt: skip


def insert_review(item: Document, reviewer: int, round: int = 1, conclusion: str = "passed") -> bool:
    """Straight SQL; returns whether the database refused."""
    kind = ContentType.objects.get_for_model(item).pk
    checks = ", ".join(CHECKS)
    return refused(
        f"INSERT INTO portal_review (content_type_id, object_id, title, round, reviewer_id, reviewed_at, conclusion,"
        f" basis, opinion, {checks}) VALUES (%s, %s, 'x', %s, %s, now(), %s, 'x', 'x', true, true, true, true)",
        [kind, item.pk, round, reviewer, conclusion],
    )


@pytest.mark.parametrize("role", ["created_by", "edited_by", "submitted_by"])
def test_sql_cannot_review_in_the_name_of_a_writer(lin, he, construction, role) -> None:
    other = make_user("zhou", construction, "起草")
    document = make_draft(unit=construction, created_by=other if role == "created_by" else lin)
    if role == "edited_by":
        Document.objects.filter(pk=document.pk).update(edited_by=other, edited_at=document.created_at)
    document.submit(other if role == "submitted_by" else lin)
    assert insert_review(document, other.pk)
    assert not insert_review(document, he.pk)


def test_sql_cannot_review_another_round_or_what_is_not_submitted(submitted, he) -> None:
    assert insert_review(submitted, he.pk, round=2)
    assert insert_review(make_draft(), he.pk, round=0)


def test_a_round_has_one_conclusion(submitted, he) -> None:
    assert not insert_review(submitted, he.pk, conclusion="returned")
    assert insert_review(submitted, he.pk)


def test_sql_cannot_clear_without_a_passing_review(submitted, he) -> None:
    sql = "UPDATE policies_document SET state = 'cleared', cleared_at = now(), cleared_by_id = %s WHERE id = %s"
    assert refused(sql, [he.pk, submitted.pk])
    assert not insert_review(submitted, he.pk, conclusion="returned")
    assert refused(sql, [he.pk, submitted.pk])


@pytest.mark.parametrize(
    "sql",
    ["UPDATE portal_review SET conclusion = 'returned'", "DELETE FROM portal_review", "TRUNCATE portal_review CASCADE"],
)
def test_review_cannot_be_rewritten(submitted, he, sql) -> None:
    submitted.clear(he)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL portal.flush = 'off'")
    assert refused(sql)


def test_passing_needs_every_check(submitted, he) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        submitted._conclude(
            he, None, conclusion="passed", basis="x", **(dict.fromkeys(CHECKS, True) | {"no_privacy": False})
        )


def test_round_cannot_be_set_by_sql(submitted) -> None:
    assert refused("UPDATE policies_document SET round = 7 WHERE id = %s", [submitted.pk])


def test_author_cannot_send_back_own_item(submitted, lin) -> None:
    with pytest.raises(Refused, match="另一人"):
        submitted.send_back(lin, "自己退给自己")


# -- what belongs to an item -------------------------------------------------------------------------------------------


def child_writes(item: Document, other: Document) -> dict[str, tuple[str, list]]:
    tag = make_tag("child-tag", "孤儿标签")
    return {
        "issuer": (
            "INSERT INTO policies_issuer (document_id, unit_id, position) VALUES (%s, %s, 9)", [item.pk, other.unit_id],
        ),
        "no issuer": ("DELETE FROM policies_issuer WHERE document_id = %s", [item.pk]),
        "moved issuer": ("UPDATE policies_issuer SET position = 5 WHERE document_id = %s", [item.pk]),
        "stolen issuer": ("UPDATE policies_issuer SET document_id = %s WHERE document_id = %s", [item.pk, other.pk]),
        "relation": (
            "INSERT INTO policies_relation (source_id, target_id, kind, \"on\", scope, articles, note)"
            " VALUES (%s, %s, 'repeals', now(), 'whole', '', '')", [item.pk, other.pk],
        ),
        "tag": ("INSERT INTO policies_taggeddocument (content_object_id, tag_id) VALUES (%s, %s)", [item.pk, tag.pk]),
        "attachment": ("UPDATE policies_documentattachment SET title = '换了' WHERE document_id = %s", [item.pk]),
        "no attachment": ("DELETE FROM policies_documentattachment WHERE document_id = %s", [item.pk]),
    }  # fmt: skip


@pytest.mark.parametrize("state", ["submitted", "cleared", "published"])
def test_children_are_frozen_with_their_item(lin, he, qiu, health, state) -> None:
    other = make_draft(unit=health, issuers=[health])
    document = make_draft(unit=lin.unit, created_by=lin)
    make_attachment(document)
    document.submit(lin)
    if state != "submitted":
        document.clear(he)
    if state == "published":
        document.publish(qiu)
    for name, (sql, params) in child_writes(document, other).items():
        assert "is frozen with its item" in refusal(sql, params), name


def test_children_of_a_draft_are_free(lin, health) -> None:
    other = make_draft(unit=health, issuers=[health])
    document = make_draft(unit=lin.unit, created_by=lin)
    make_attachment(document)
    writes = child_writes(document, other)
    for name in ("issuer", "relation", "tag", "attachment", "no attachment", "no issuer"):
        assert refusal(*writes[name]) == "", name


def test_children_follow_a_correction(qiu) -> None:
    document, older = make_policy(), make_policy()
    assert refused("DELETE FROM policies_issuer WHERE document_id = %s", [document.pk])
    document.correct(qiu, "补登废止关系。")
    Relation.objects.create(source=document, target=older, kind="repeals", on=day("2026-01-01"))
    older.refresh_from_db()
    assert older.repealed_on == day("2026-01-01")


def test_correction_of_one_item_opens_no_other(qiu) -> None:
    document, other = make_policy(), make_policy()
    document.correct(qiu, "只更正这一件。")
    assert refused("DELETE FROM policies_issuer WHERE document_id = %s", [other.pk])


def test_sql_cannot_pretend_a_correction(qiu) -> None:
    document = make_policy()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_document SET corrected_in = txid_current() WHERE id = %s", [document.pk])
    assert refused("DELETE FROM policies_issuer WHERE document_id = %s", [document.pk])


def make_migrated(serial: int, by: User) -> Document:
    """Published elsewhere: it comes with its issuers, in one transaction."""
    unit = make_unit("岚屿区工厂局")
    document = Document(
        unit=unit, title="迁移来的文件", state=State.PUBLISHED, source_id=f"old-{serial}", created_by=by,
        published_by=by, published_at=timezone.now(), index_number=f"LY-OLD-{serial}",
    )  # fmt: skip
    document.save()
    Issuer.objects.create(document=document, unit=unit)
    make_attachment(document)
    document.tags.add(make_tag(f"old-{serial}"))
    return document


def test_children_of_a_migrated_item_are_frozen_once_it_is_here(lin, qiu, health) -> None:
    document, other = make_migrated(1, lin), make_draft(unit=health, issuers=[health])
    Relation.objects.create(source=document, target=make_policy(), kind="repeals", on=day("2026-01-01"))
    end_transaction()
    writes = child_writes(document, other) | {
        "no tag": ("DELETE FROM policies_taggeddocument WHERE content_object_id = %s", [document.pk]),
        "moved relation": ("UPDATE policies_relation SET target_id = %s WHERE source_id = %s", [other.pk, document.pk]),
        "no relation": ("DELETE FROM policies_relation WHERE source_id = %s", [document.pk]),
    }
    for name, (sql, params) in writes.items():
        assert "is frozen with its item" in refusal(sql, params), name
    document.refresh_from_db()
    document.correct(qiu, "补登发文机关。")
    assert refusal(*writes["issuer"]) == ""


def test_relation_of_two_migrated_items_comes_with_the_later_one(lin) -> None:
    newer = make_migrated(1, lin)
    end_transaction()
    older = make_migrated(2, lin)
    relation = Relation.objects.create(source=newer, target=older, kind="amends", on=day("2026-01-01"))
    assert refused("UPDATE policies_relation SET target_id = %s WHERE id = %s", [make_policy().pk, relation.pk])
    end_transaction()
    assert refused("DELETE FROM policies_relation WHERE id = %s", [relation.pk])
