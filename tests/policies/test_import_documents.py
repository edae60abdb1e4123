"""Importing documents: what is written, run again, changed, related, flagged."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from policies.importing import run, writing
from policies.models import Document, DocumentEvent, DocumentTextEvent, Issuer, Relation
from policies.validity import Validity
from portal.models import PublicationVersion, Unit
from tests.factories import day, make_unit, make_user, moment
from tests.policies.import_rows import imported, row


@pytest.mark.django_db
def test_imported_document_is_published_and_complete(load: Any, client: Client) -> None:
    status, out = load([row(1, number="岚试[2024] 1 号", source_url="https://old.lanyu.example/1", basis={"a": "b"})])
    assert (status, "新增 1" in out) == (0, True)
    document = imported(1)
    assert document in Document.objects.published()
    assert (document.number, document.number_year, document.genre) == ("岚试〔2024〕1号", 2024, "notice")
    assert (document.published_at, document.published_on) == (moment("2024-05-08"), day("2024-05-08"))
    assert document.created_by == document.published_by
    assert document.lead_issuer == document.unit == Unit.objects.get(name="望海市试点委员会")
    assert document.unit.kind == Unit.Kind.EXTERNAL
    assert document.index_number == f"LY{document.unit.index_code}202400001"
    assert document.source_data["basis"] == {"a": "b"}
    assert document.flags == []
    page = client.get(document.get_absolute_url()).content.decode()
    assert "第二条" in page
    assert "岚试〔2024〕1号" in page


@pytest.mark.django_db
def test_unknown_publication_day_stays_unknown(load: Any) -> None:
    load([row(1, published_on=None), row(2, published_on="2999-01-01")])
    assert (imported(1).published_on, imported(2).flags) == (None, ["date-unreadable", "published-missing"])
    for document in (imported(1), imported(2)):
        assert document in Document.objects.published()
        assert document.published_at == document.created_at


@pytest.mark.django_db
def test_without_issuer_there_is_none_but_a_unit_that_says_so(load: Any) -> None:
    load([row(1, issuer=None)])
    assert imported(1).unit.name == writing.UNSTATED
    assert list(imported(1).issues.all()) == []
    assert "issuer-missing" in imported(1).flags


@pytest.mark.django_db
def test_joint_issuers_keep_their_order_and_known_units_their_kind(load: Any, health: Unit) -> None:
    load([row(1, issuer=f"望海市民政局、{health.name}")])
    assert list(Issuer.objects.values_list("unit__name", "position")) == [("望海市民政局", 0), (health.name, 1)]
    assert Unit.objects.get(name=health.name).kind == Unit.Kind.DEPARTMENT
    assert Unit.objects.get(name="望海市民政局").kind == Unit.Kind.EXTERNAL


@pytest.mark.django_db
def test_index_numbers_are_unique_and_continue(load: Any) -> None:
    load([row(n) for n in range(1, 4)])
    load([row(n) for n in range(1, 6)])
    numbers = list(Document.objects.order_by("pk").values_list("index_number", flat=True))
    assert [number[-5:] for number in numbers if number] == ["00001", "00002", "00003", "00004", "00005"]


@pytest.mark.django_db
def test_second_run_changes_nothing(load: Any, django_assert_max_num_queries: Any) -> None:
    rows = [row(n) for n in range(1, 4)] + [row(4, replaced_by="t-nowhere", status="已修改"), row(5, replaced_by="t-1")]
    load(rows, packed=True)
    before = (PublicationVersion.current(), list(Document.objects.values()), DocumentEvent.objects.count())
    with django_assert_max_num_queries(20) as queries:
        assert "未变 5" in load(rows)[1]
    assert [each["sql"] for each in queries if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert before == (PublicationVersion.current(), list(Document.objects.values()), DocumentEvent.objects.count())


@pytest.mark.django_db
def test_changed_row_corrects_and_leaves_history(load: Any, client: Client) -> None:
    load([row(1), row(2)])
    address, index = imported(1).get_absolute_url(), imported(1).index_number
    _, out = load([row(1, title="岚屿区关于新题目的通知", issuer="望海市民政局", body="第一条　新的。"), row(2)])
    assert "更新 1，未变 1" in out
    document = imported(1)
    assert document.title == "岚屿区关于新题目的通知"
    assert (document.correction_note, document.corrected_by) == (writing.NOTE, document.created_by)
    assert (document.get_absolute_url(), document.index_number) == (address, index)
    assert document.lead_issuer == document.unit == Unit.objects.get(name="望海市民政局")
    assert "新的" in client.get(address).content.decode()
    titles = DocumentEvent.objects.filter(pgh_obj=document).order_by("pgh_id").values_list("title", flat=True)
    assert list(titles) == ["岚屿区关于第1项试点的通知", "岚屿区关于新题目的通知"]
    assert DocumentTextEvent.objects.filter(pgh_obj=document).count() == 2
    assert DocumentEvent.objects.filter(pgh_obj=document).latest("pgh_id").pgh_context.metadata["verb"] == "import"
    assert imported(2).correction_note == ""


@pytest.mark.django_db
def test_row_changed_in_what_readers_do_not_see_is_no_correction(load: Any) -> None:
    load([row(1)])
    assert "更新 1" in load([row(1, basis={"written_on": "页脚"})])[1]
    assert imported(1).source_data["basis"] == {"written_on": "页脚"}
    assert (imported(1).correction_note, imported(1).corrected_at) == ("", None)


@pytest.mark.django_db
def test_withdrawn_document_is_not_changed_and_reported(load: Any, qiu: Any) -> None:
    load([row(1)])
    imported(1).withdraw(qiu, "来源有误")
    status, out = load([row(1, title="另一个题目的通知"), row(2)])
    assert (status, "已撤回" in out) == (3, True)
    assert imported(1).title == row(1)["title"]


@pytest.mark.django_db
@pytest.mark.parametrize("newer_first", [True, False])
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("batch", [1, 300])
def test_replaced_text_is_amended_from_the_day_of_the_newer(
    load: Any, monkeypatch: pytest.MonkeyPatch, newer_first: bool, together: bool, batch: int
) -> None:
    monkeypatch.setattr(run, "BATCH_ROWS", batch)
    rows = [row(1, status="已修改", replaced_by="t-2"), row(2, effective_on="2025-01-01")]
    rows = rows[::-1] if newer_first else rows
    for some in [rows] if together else [rows[:1], rows]:
        assert load(some)[0] == 0
    assert imported(1).corrected_at is imported(2).corrected_at is None
    relation = Relation.objects.get()
    assert (relation.source, relation.kind, relation.target) == (imported(2), Relation.Kind.AMENDS, imported(1))
    assert relation.on == imported(1).amended_on == day("2025-01-01")
    assert (imported(1).noted, imported(1).flags) == ("", [])
    assert imported(1).validity(day("2024-12-31")) == Validity.IN_FORCE
    assert imported(1).validity(day("2025-01-01")) == Validity.AMENDED


@pytest.mark.django_db
@pytest.mark.parametrize("newer", [None, row(2), row(2, effective_on="2024-05-06")])
def test_replaced_on_no_known_day_is_noted_and_flagged(load: Any, newer: dict[str, Any] | None) -> None:
    _, out = load([row(1, status="已修改", replaced_by="t-2"), *([newer] if newer else [])])
    assert not Relation.objects.exists()
    assert imported(1).noted == Validity.AMENDED
    assert imported(1).flags == ["replaced-without-date", "status-without-date"]
    if not newer:
        assert "被新文件取代，日期不明 1" in out


@pytest.mark.django_db
def test_relation_follows_the_rows(load: Any) -> None:
    old = row(1, status="已修改", replaced_by="t-2")
    load([old, row(2, effective_on="2025-01-01")])
    assert load([old, row(2, effective_on="2025-02-01")])[0] == 0
    assert imported(1).amended_on == day("2025-02-01")
    assert load([old, row(2)])[0] == 0
    assert (imported(1).amended_on, imported(1).noted) == (None, Validity.AMENDED)
    assert load([old, row(2, effective_on="2025-02-01")])[0] == 0
    assert load([row(1), row(2, effective_on="2025-02-01")])[0] == 0
    assert imported(1).correction_note == writing.NOTE
    assert not Relation.objects.exists()
    assert (imported(1).amended_on, imported(1).noted, imported(1).flags) == (None, "", [])


@pytest.mark.django_db
def test_flags_are_shown_to_staff_in_words_and_filtered_by(load: Any, staff: Any) -> None:
    admin_client = staff(make_user("guan", make_unit("岚屿区人民政府办公室"), is_superuser=True))
    load([row(1, issuer=None), row(2), row(3, topic="山东")])
    address = reverse("admin:policies_document_changelist")
    page = admin_client.get(address, {"flagged": "issuer-missing"})
    assert [each.source_id for each in page.context["cl"].queryset] == ["t-1"]
    assert {each.source_id for each in admin_client.get(address, {"flagged": "1"}).context["cl"].queryset} == {
        "t-1",
        "t-3",
    }
    change = admin_client.get(reverse("admin:policies_document_change", args=[imported(1).pk]))
    assert "缺发文机关" in change.content.decode()


@pytest.mark.corpus
@pytest.mark.django_db
def test_first_rows_of_the_corpus_are_imported_and_read(corpus: Path, client: Client) -> None:
    out = io.StringIO()
    call_command("import_documents", corpus / "documents.jsonl.gz", limit=300, workers=0, stdout=out)
    assert "新增 300" in out.getvalue()
    assert Document.objects.published().count() == 300
    assert all(document.title and document.body for document in Document.objects.all())
    for document in Document.objects.order_by("source_hash")[:10]:
        page = client.get(document.get_absolute_url())
        assert page.status_code == 200
        assert document.index_number in page.content.decode()
