"""Every staff page that shows the name or the telephone of a private person leaves a line in the record of accesses."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from portal.models import AccessLog
from tests.decisions.factories import make_attendance, make_consultation, make_opinion, make_sign_up
from tests.factories import make_user
from tests.interaction.factories import make_question

pytestmark = pytest.mark.django_db
SECRETS = ["隐名", "13911112222", "yinming@example.cn"]


def addresses(rows: list[Any]) -> Iterator[str]:
    """Every list, and every page of these rows."""
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    for row in rows:
        for kind in ("change", "history", "delete"):
            try:
                yield reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{kind}", args=[row.pk])
            except NoReverseMatch:
                continue
    yield reverse("admin:interaction_question_similar")
    yield reverse("admin:interaction_question_step", args=[rows[2].pk, "assign"])


def shows(response: Any) -> bool:
    text = response.content.decode() if response.status_code == 200 else ""
    return any(secret in text for secret in SECRETS)


@pytest.fixture
def rows(construction: Any) -> list[Any]:
    return [
        make_opinion(make_consultation(unit=construction), name="司徒隐名", contact="13911112222"),
        make_sign_up(make_attendance(unit=construction), "欧阳隐名"),
        make_question(construction, name="端木隐名", contact="13911112222"),
        make_user("hidden", construction, "起草", email="yinming@example.cn"),
    ]


def test_every_page_with_private_data_is_on_record(staff: Any, qiu: Any, rows: list[Any]) -> None:
    client, shown = staff(qiu), set()
    for url in addresses(rows):
        before = AccessLog.objects.count()
        if shows(client.get(url)):
            assert AccessLog.objects.count() == before + 1, url
            shown.add(url)
    assert {reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk]) for row in rows} <= shown


def test_page_that_comes_back_with_an_error_is_on_record_too(staff: Any, qiu: Any, rows: list[Any]) -> None:
    for row, wrong in ((rows[0], {"group": "999999"}), (rows[3], {"username": "", "email": "yinming@example.cn"})):
        url = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
        before = AccessLog.objects.count()
        assert shows(staff(qiu).post(url, wrong)), url
        assert AccessLog.objects.count() == before + 1, url


def test_exports_are_on_record_with_their_number(staff: Any, qiu: Any, rows: list[Any]) -> None:
    exported = 0
    for row in rows:
        url = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_changelist")
        for name in admin.site._registry[type(row)].actions or []:
            before = AccessLog.objects.filter(kind=AccessLog.Kind.EXPORTED).count()
            if shows(staff(qiu).post(url, {"action": name, "_selected_action": [row.pk]})):
                assert AccessLog.objects.filter(kind=AccessLog.Kind.EXPORTED).count() == before + 1, name
                exported += 1
    assert exported == 1
