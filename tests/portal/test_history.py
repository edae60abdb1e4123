"""History: readable, complete, and out of everybody's reach."""

import pytest
from django.db import DatabaseError, connection, transaction

from policies import bodytext
from policies.models import Document
from portal.history_guard import event_tables
from portal.item_history import BY_SQL, ItemHistory, since_last_round
from portal.models import AccessLog
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_history_table_refuses_to_be_emptied() -> None:
    tables = event_tables()
    assert len(tables) > 8
    run("SET LOCAL portal.flush = 'off'")
    for table in [*tables, "pghistory_context", "portal_review", "portal_accesslog", "policies_document"]:
        with pytest.raises(DatabaseError):
            run(f'TRUNCATE "{table}" CASCADE')


def test_nobodys_name_in_the_history_can_change(lin) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    for sql in (
        "UPDATE pghistory_context SET metadata = '{\"user\": 1}'",
        "UPDATE pghistory_context SET created_at = now() - interval '1 day'",
        "DELETE FROM pghistory_context",
    ):
        with pytest.raises(DatabaseError):
            run(sql)


@pytest.mark.parametrize("sql", ["UPDATE portal_accesslog SET what = 'x'", "DELETE FROM portal_accesslog"])
def test_access_log_only_grows(lin, sql) -> None:
    AccessLog.objects.create(user=lin, kind="opened", what="申请人信息")
    with pytest.raises(DatabaseError):
        run(sql)


@pytest.fixture
def lived(lin, he, qiu) -> Document:
    """Drafted, edited, sent back, submitted again, cleared, published, corrected, and changed by SQL."""
    body = "第一条　补贴五百元。\n第二条　本通知自印发之日起施行。"
    document = make_draft("住房补贴通知", unit=lin.unit, created_by=lin, body=body)
    document.submit(lin)
    document.send_back(he, "金额有误")
    document.set_body(bodytext.from_plain("第一条　补贴六百元。\n第二条　本通知自印发之日起施行。", document.title))
    document.summary = "发补贴"
    document.save()
    document.submit(lin)
    document.clear(he)
    document.publish(qiu)
    document.correct(qiu, "标题漏字，现予更正。", title="住房补贴的通知")
    return document


def test_history_names_verbs_people_and_reasons(lived) -> None:
    deeds = ItemHistory(lived).deeds()
    verbs = [verb for deed in deeds for verb in deed.verbs]
    assert verbs[0] == "起草"
    for verb in ("送审", "退回", "审查通过", "发布", "更正"):
        assert verb in verbs
    assert any("金额有误" in deed.reason for deed in deeds)


def test_history_shows_title_before_and_after(lived) -> None:
    changes = [change for deed in ItemHistory(lived).deeds() for change in deed.changes]
    title = next(change for change in changes if change.label == "标题")
    assert (title.before, title.after) == ("住房补贴通知", "住房补贴的通知")


def test_history_shows_the_letters_that_changed_in_the_text(lived) -> None:
    changes = [change for deed in ItemHistory(lived).deeds() for change in deed.changes if change.lines]
    parts = [part for change in changes for line in change.lines for part in line.parts]
    assert ("gone", "五") in parts
    assert ("new", "六") in parts


def test_direct_sql_is_marked(lin) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    run(f"UPDATE policies_document SET title = '直接改库' WHERE id = {document.pk}")
    deeds = [deed for deed in ItemHistory(document).deeds() if any(c.after == "直接改库" for c in deed.changes)]
    assert [deed.by_sql for deed in deeds] == [True]
    assert deeds[0].who == BY_SQL


def test_history_costs_the_same_for_a_long_life(lived, lin, django_assert_max_num_queries) -> None:
    for step in range(40):
        run(f"UPDATE policies_document SET summary = '第{step}次' WHERE id = {lived.pk} AND state = 'draft'")
    with django_assert_max_num_queries(20):
        ItemHistory(lived).deeds()


def test_first_round_has_nothing_to_compare(lin) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    assert since_last_round(document) is None


def test_second_round_shows_what_changed_since_the_first(lin, he) -> None:
    document = make_draft("原标题", unit=lin.unit, created_by=lin)
    document.submit(lin)
    document.send_back(he, "改标题")
    document.title = "新标题"
    document.save()
    document.submit(lin)
    changes = since_last_round(document)
    assert changes is not None
    assert [(c.label, c.before, c.after) for c in changes if c.label == "标题"] == [("标题", "原标题", "新标题")]
