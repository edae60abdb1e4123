"""Every staff address and every verb, asked by every role: own unit, another unit, nobody."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from decisions.models import Opinion
from policies.models import Document
from portal import roles
from portal.publishing import Publishable, State
from portal.verb_screens import VERBS
from tests.admin_rows import one_of_each
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "Lanyu-2026!"


@pytest.fixture
def people(lin, he, qiu) -> dict[str, Any]:
    root = make_user("root", qiu.unit, is_superuser=True)
    return {"起草": lin, "审查": he, "发布": qiu, "管理员": root, "无角色": make_user("new", lin.unit)}


@pytest.fixture
def items(people, construction, health) -> dict[str, dict[str, Document]]:
    author = make_user("tang", health, "起草")
    reviewer = make_user("song", health, "审查")
    return {
        "own": one_of_each(construction, people["起草"], people["审查"], people["发布"]),
        "other": one_of_each(health, author, reviewer, people["发布"]),
    }


def addresses(item: Document) -> dict[str, str]:
    base = "admin:policies_document"
    kinds = ("change", "delete", "history", "preview", "review", "correct", "findings")
    return {kind: reverse(f"{base}_{kind}", args=[item.pk]) for kind in kinds} | {
        f"verb {verb}": reverse(f"{base}_verb", args=[item.pk, verb]) for verb in VERBS
    }


def test_nobody_reaches_a_staff_address_without_login(items) -> None:
    asked = 0
    for item in items["own"].values():
        for url in addresses(item).values():
            response = Client().get(url)
            assert response.status_code == 302, url
            assert "/login" in response.url, url
            asked += 1
    assert asked > 100


@pytest.mark.parametrize("role", ["起草", "审查"])
def test_unit_staff_never_see_another_units_items(staff, people, items, role) -> None:
    client = staff(people[role])
    for item in items["other"].values():
        for kind, url in addresses(item).items():
            response = client.get(url)
            assert response.status_code in (302, 403, 404), (kind, url)
            assert item.title not in response.content.decode(), (kind, url)
            before = Document.objects.values("state", "title").get(pk=item.pk)
            client.post(url, {"reason": "x", "conclusion": "passed", "note_to_public": "x"})
            assert Document.objects.values("state", "title").get(pk=item.pk) == before, (kind, url)
    listed = client.get(reverse("admin:policies_document_changelist")).content.decode()
    assert "区建管委draft" in listed
    assert "区卫健委draft" not in listed


def test_staff_without_a_role_see_nothing(staff, people, items) -> None:
    client = staff(people["无角色"])
    for kind, url in addresses(items["own"]["draft"]).items():
        assert client.get(url).status_code in (302, 403), kind
    assert client.get(reverse("admin:policies_document_changelist")).status_code == 403


# (role, state) → verbs that succeed by POST on an item of one's own unit that others wrote
ALLOWED = {
    ("起草", "draft"): {"submit"},
    ("审查", "cleared"): {"send_back"},
    ("审查", "scheduled"): {"send_back"},
    ("审查", "submitted"): {"send_back"},
    ("审查", "urgent"): {"sign"},
    ("发布", "draft"): {"submit"},
    ("发布", "submitted"): {"send_back", "publish_urgently"},
    ("发布", "cleared"): {"publish", "publish_urgently", "schedule", "send_back"},
    ("发布", "scheduled"): {"publish", "publish_urgently", "schedule", "unschedule", "send_back"},
    ("发布", "published"): {"withdraw"},
    ("发布", "urgent"): {"sign", "withdraw"},
}
DATA = {
    "reason": "有原因", "moment": "2030-01-01T09:00", "basis": "第十七条", "opinion": "",
    "no_state_secret": "on", "no_trade_secret": "on", "no_privacy": "on", "no_danger": "on",
}  # fmt: skip


@pytest.mark.parametrize("role", ["起草", "审查", "发布"])
@pytest.mark.parametrize("state", ["draft", "submitted", "cleared", "scheduled", "published", "urgent", "withdrawn"])
def test_each_verb_by_each_role_in_each_state(staff, people, items, role, state) -> None:
    client = staff(people[role])
    done = set()
    for verb in VERBS:
        item = items["own"][state]
        before = _picture(item)
        with _undone():
            client.post(reverse("admin:policies_document_verb", args=[item.pk, verb]), DATA)
            if _picture(item) != before:
                done.add(verb)
    assert done == ALLOWED.get((role, state), set())


def _picture(item: Document) -> dict[str, Any]:
    return Document.objects.values("state", "scheduled_at", "publish_at", "signed_at", "corrected_at").get(pk=item.pk)


class _undone:  # noqa: N801 - reads as what it does
    """A savepoint that is always rolled back."""

    def __enter__(self) -> None:
        self.sid = transaction.savepoint()

    def __exit__(self, *_: Any) -> None:
        transaction.savepoint_rollback(self.sid)


def test_review_by_post_is_for_a_reviewer_who_did_not_write(staff, people, items) -> None:
    item = items["own"]["submitted"]
    url = reverse("admin:policies_document_review", args=[item.pk])
    data = DATA | {"conclusion": "passed"}
    staff(people["起草"]).post(url, data)
    item.refresh_from_db()
    assert item.state == State.SUBMITTED
    staff(people["审查"]).post(url, data | {"no_privacy": ""})
    item.refresh_from_db()
    assert item.state == State.SUBMITTED
    staff(people["审查"]).post(url, data)
    item.refresh_from_db()
    assert item.state == State.CLEARED


def test_content_of_anything_but_a_draft_is_read_only_in_the_form(staff, people, items) -> None:
    for role in ("起草", "审查", "发布", "管理员"):
        client = staff(people[role])
        for state, item in items["own"].items():
            client.post(reverse("admin:policies_document_change", args=[item.pk]), {"title": "偷偷改"})
            item.refresh_from_db()
            assert item.title != "偷偷改", (role, state)


def models_of_staff() -> list[Any]:
    return list(admin.site._registry.items())


@pytest.mark.parametrize("role", ["起草", "审查", "发布", "管理员", "无角色"])
def test_every_list_and_add_page_answers_every_role(staff, people, items, role) -> None:
    client = staff(people[role])
    asked = 0
    for model, _ in models_of_staff():
        for kind in ("changelist", "add"):
            try:
                url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}")
            except NoReverseMatch:
                continue
            assert client.get(url).status_code in (200, 302, 403), (role, url)
            asked += 1
    assert asked > 20


@pytest.mark.parametrize("role", ["起草", "审查"])
def test_reference_data_is_changed_by_the_office_alone(staff, people, items, role) -> None:
    """But an opinion that came by letter is entered by the unit that received it."""
    client = staff(people[role])
    for model, model_admin in models_of_staff():
        if issubclass(model, Publishable) or model is Opinion or not hasattr(model_admin, "compressed_fields"):
            continue
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        assert client.get(url).status_code == 403, url


def test_office_sees_all_units_and_a_parent_unit_those_below(lin, construction, qiu) -> None:
    below = make_unit("岚屿区房屋管理所", parent=construction)
    assert set(roles.visible_units(lin)) == {construction, below}
    assert below in roles.visible_units(qiu)
