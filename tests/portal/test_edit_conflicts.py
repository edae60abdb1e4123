"""Two people in one item: the second save is refused, both texts are shown, nothing is lost."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from policies.models import Document
from portal.conflict_admin import GuardedForm
from portal.edit_conflicts import edit_version, side_by_side
from tests.admin_forms import form_data
from tests.any_row import any_row
from tests.factories import make_draft, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(lin: Any) -> Document:
    return make_draft("关于修剪行道树的通知", unit=lin.unit, created_by=lin, body="第一段。\n第二段。\n第三段。")


@pytest.fixture
def second(lin: Any, staff: Any) -> Client:
    return staff(make_user("yu", lin.unit, "起草"))


def change(document: Document) -> str:
    return reverse("admin:policies_document_change", args=[document.pk])


def opened(client: Client, document: Document) -> dict[str, Any]:
    return form_data(client.get(change(document)), "document_form")


def test_save_alone_goes_through(document, lin, staff) -> None:
    data = opened(staff(lin), document)
    assert staff(lin).post(change(document), data | {"title": "关于修剪行道树的公告"}).status_code == 302
    document.refresh_from_db()
    assert document.title == "关于修剪行道树的公告"


def test_second_save_is_refused_with_both_texts(document, lin, staff, second) -> None:
    first, later = opened(staff(lin), document), opened(second, document)
    staff(lin).post(change(document), first | {"body": first["body"].replace("第二段", "林改的第二段")})
    response = second.post(change(document), later | {"body": later["body"].replace("第二段", "余改的第二段")})
    page = response.content.decode()
    assert response.status_code == 200
    assert "没有保存" in page
    assert "<del>林改的第二段。</del>" in page
    assert "<ins>余改的第二段。</ins>" in page
    assert "余改的第二段" in form_data(response, "document_form")["body"]
    document.refresh_from_db()
    assert "林改的第二段" in document.body


def test_second_editor_takes_over_on_top_of_the_new_state(document, lin, staff, second) -> None:
    first, later = opened(staff(lin), document), opened(second, document)
    staff(lin).post(change(document), first | {"title": "林改的标题", "summary": "林写的说明"})
    refused = second.post(change(document), later | {"title": "余改的标题"})
    again = form_data(refused, "document_form")
    assert (again["title"], again["summary"]) == ("余改的标题", "林写的说明"), "her own text on top of the other's"
    take_over = refused.context["conflict"].version
    assert second.post(change(document), again | {"take_over": take_over}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.summary) == ("余改的标题", "林写的说明")


def test_take_over_of_an_older_state_is_refused_again(document, lin, staff, second) -> None:
    first, later = opened(staff(lin), document), opened(second, document)
    staff(lin).post(change(document), first | {"title": "林改的标题"})
    refused = second.post(change(document), later | {"title": "余改的标题"})
    Document.objects.filter(pk=document.pk).update(title="第三个人改的标题")
    again = form_data(refused, "document_form") | {"take_over": refused.context["conflict"].version}
    assert "第三个人改的标题" in second.post(change(document), again).content.decode()


def test_pressing_save_again_without_a_decision_is_refused(document, lin, staff, second) -> None:
    first, later = opened(staff(lin), document), opened(second, document)
    staff(lin).post(change(document), first | {"title": "林改的标题"})
    refused = second.post(change(document), later | {"title": "余改的标题"})
    assert "没有保存" in second.post(change(document), form_data(refused, "document_form")).content.decode()
    document.refresh_from_db()
    assert document.title == "林改的标题"


def test_form_without_version_is_refused(document, lin, staff) -> None:
    data = opened(staff(lin), document)
    del data["edit_version"]
    assert staff(lin).post(change(document), data | {"title": "没有版本"}).status_code == 200
    document.refresh_from_db()
    assert document.title != "没有版本"


def test_change_of_rows_counts_too(document, lin, staff, second) -> None:
    first, later = opened(staff(lin), document), opened(second, document)
    staff(lin).post(change(document), first)
    assert "没有保存" in second.post(change(document), later).content.decode()


def test_item_sent_on_meanwhile_gives_the_typed_text_back(document, lin, staff, second) -> None:
    later = opened(second, document)
    document.submit(lin)
    response = second.post(change(document), later | {"body": "<p>余写了半天的文字。</p>"})
    assert response.status_code == 409
    assert "余写了半天的文字。" in response.content.decode()


def test_item_sent_on_says_nothing_to_another_unit(document, lin, health, staff) -> None:
    document.submit(lin)
    stranger = staff(make_user("stranger", health, "起草"))
    response = stranger.post(change(document), {"title": "试一试"}, follow=True)
    assert document.title not in response.content.decode()


def test_every_guarded_form_carries_its_version(staff, lin) -> None:
    """A form that comes without it can never be saved again."""
    author = staff(lin)
    guarded = {model: each for model, each in admin.site._registry.items() if issubclass(each.form, GuardedForm)}
    assert len(guarded) > 5
    for model in guarded:
        row = any_row(model, lin.unit, lin)
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
        page = author.get(url).content.decode()
        assert f'name="edit_version" value="{edit_version(row)}"' in page, model


def test_version_moves_with_sql(document) -> None:
    before = edit_version(document)
    Document.objects.filter(pk=document.pk).update(body="<p>改</p>")
    assert edit_version(document) != before


def test_difference_of_a_long_text_shows_only_what_differs() -> None:
    theirs = "".join(f"<p>第{n}段</p>" for n in range(100))
    rows = side_by_side(theirs, theirs.replace("<p>第50段</p>", "<p>改</p><p>增</p>"))
    assert [row.state for row in rows] == ["gap", "same", "changed", "added", "same", "gap"]


@given(st.lists(st.sampled_from(["甲", "乙", "丙"])), st.lists(st.sampled_from(["甲", "乙", "丁"])))
def test_differing_lines_are_all_shown(left: list[str], right: list[str]) -> None:
    rows = side_by_side("\n".join(left), "\n".join(right))
    removed = [row.theirs for row in rows if row.state in {"changed", "removed"}]
    assert len(removed) >= sum(left.count(line) > right.count(line) for line in set(left))
    assert bool([row for row in rows if row.state not in {"same", "gap"}]) == (left != right)
