"""The index is written with the verbs, in their transaction."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from policies.models import Document
from portal.models import User
from portal.registry import get
from portal.search import drift
from portal.search.index import split, write
from portal.search.item import Passage, SearchItem
from portal.search.merge import merge
from portal.search.models import SearchEntry, SearchPassage, SearchPosting
from portal.search.terms import term
from tests.factories import day, make_draft, make_policy, publish, relate, withdraw

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def test_published_is_found_and_a_draft_is_not(titles: Titles) -> None:
    make_policy("关于加装电梯补贴的通知")
    make_draft("关于加装电梯维保的通知")
    assert titles("加装电梯") == ["关于加装电梯补贴的通知"]


def test_withdrawn_is_not_found_with_the_next_search(titles: Titles) -> None:
    document = make_policy("关于加装电梯补贴的通知")
    withdraw(document)
    assert titles("加装电梯") == []
    assert not SearchPassage.objects.exists()


def test_withdrawn_by_plain_sql_is_not_found(titles: Titles) -> None:
    document = make_policy("关于加装电梯补贴的通知")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE policies_document SET state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = published_by_id, "
            "withdrawal_reason = '发布有误' WHERE id = %s", [document.pk],
        )  # fmt: skip
    assert titles("加装电梯") == []
    assert not SearchEntry.objects.exists()


def test_rolled_back_publication_leaves_nothing(titles: Titles) -> None:
    with transaction.atomic():
        make_policy("关于加装电梯补贴的通知")
        transaction.set_rollback(True)
    assert titles("加装电梯") == []


def test_correction_is_found_under_its_new_words_only(titles: Titles, qiu: User) -> None:
    document = make_policy("关于加装电梯补贴的通知", body="第一条　补贴按楼层计算。")
    document.correct(qiu, "更正标题", title="关于既有住宅增设升降机补贴的通知")
    assert titles("增设升降机") == ["关于既有住宅增设升降机补贴的通知"]
    assert titles("加装电梯") == []


def test_repealing_document_changes_the_state_of_the_other(titles: Titles) -> None:
    old = make_policy("关于民宿管理的通知")
    new = make_draft("关于废止民宿管理通知的决定")
    relate(new, "repeals", old, dt.date(2024, 6, 1))

    publish(new)
    assert titles("民宿管理", validity="repealed") == ["关于民宿管理的通知"]


def test_state_changes_at_midnight_without_anybody_saving(titles: Titles, monkeypatch: pytest.MonkeyPatch) -> None:
    make_policy("关于民宿管理的通知", expires_on=day("2026-12-31"))
    for today, expected in (("2026-12-31", []), ("2027-01-01", ["关于民宿管理的通知"])):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, today=today: day(today))
        assert titles("民宿管理", validity="expired") == expected


def test_reindex_finds_and_repairs_what_differs(titles: Titles) -> None:
    missing, changed = make_policy("关于第一件事的通知"), make_policy("关于第二件事的通知")
    SearchEntry.objects.filter(object_id=missing.pk).delete()
    SearchEntry.objects.filter(object_id=changed.pk).update(digest="")
    found = drift.drift(get("policy"))
    assert (found.missing, found.changed, found.extra) == ([missing.pk], [changed.pk], [])
    with pytest.raises(CommandError, match="2 entries differ"):
        call_command("reindex", "--check", verbosity=0)
    call_command("reindex", verbosity=0)
    call_command("reindex", "--check", verbosity=0)
    assert len(titles("件事")) == 2


def test_rebuild_drops_every_old_posting(titles: Titles) -> None:
    make_policy("关于加装电梯补贴的通知")
    withdraw(make_policy("关于历史建筑的通知"))
    call_command("reindex", "--all", verbosity=0)
    assert SearchPosting.objects.values("segment").distinct().count() == 1
    assert titles("加装电梯") == ["关于加装电梯补贴的通知"]


def test_joined_segments_find_the_same(titles: Titles) -> None:
    for number in range(4):
        make_policy(f"关于第{number}号桥梁养护的通知")
    before = titles("桥梁养护")
    assert merge(keep=1) == 4
    assert SearchPosting.objects.values("segment").distinct().count() == 1
    assert titles("桥梁养护") == before


def test_words_of_the_document_weigh_more_than_those_of_its_annex() -> None:
    text = "黑脸琵鹭全年保护。"
    passages = [Passage(text, "附件", "/policies/files/1/1/a.pdf"), Passage(text, "第一条", "#a1")]
    write("real", [], [(1, SearchItem("名录", passages), {})])
    posting = SearchPosting.objects.get(term=term("琵鹭"))
    annex, article = bytes(posting.weights)
    assert 0 < annex < article


def test_long_item_is_split_at_sentences_and_keeps_all_text() -> None:
    text = "第一句话说明事项。" * 600
    passages = split(SearchItem("标题", [Passage(text, "第一条", "#a1")]))
    assert "".join(each.text for each in passages[1:]) == text
    assert {each.target for each in passages[1:]} == {"#a1"}
    assert all(each.text.endswith("。") for each in passages[1:])


def test_history_of_documents_is_not_touched_by_indexing() -> None:
    document = make_policy("关于加装电梯补贴的通知")
    edited = Document.objects.values_list("edited_at", flat=True).get(pk=document.pk)
    call_command("reindex", "--all", verbosity=0)
    assert Document.objects.values_list("edited_at", flat=True).get(pk=document.pk) == edited
