"""The desk and the list of every kind, whoever brings it: no more queries with many rows than with few."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import Clock, Unit, User
from portal.publishing import Publishable
from portal.registry import public_types
from tests.any_row import any_row
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 6


def fill(first: int, last: int, parent: Unit) -> None:
    """For each number a unit with an item of every kind, the last of them sent on, and a deadline."""
    for number in range(first, last):
        unit = make_unit(f"岚屿区第{number}处", parent=parent)
        author = make_user(f"author{number}", unit, "起草")
        for each in public_types():
            any_row(each.model, unit, author)
            any_row(each.model, unit, author).submit(author)
        any_row(Clock, unit, author)


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url
    return len(captured)


@pytest.mark.parametrize("who", ["lin", "he", "qiu"])
def test_desk_and_every_list_of_items_ask_the_same_with_many(
    staff: Any, request: pytest.FixtureRequest, who: str, lin: User
) -> None:
    client = staff(request.getfixturevalue(who))
    kinds = [model for model in admin.site._registry if issubclass(model, Publishable | Clock)]
    assert {each.model for each in public_types()} <= set(kinds)
    urls = [reverse("admin:index")]
    urls += [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in kinds]
    fill(0, FEW, lin.unit)
    few = {url: queries(client, url) for url in urls}
    fill(FEW, MANY, lin.unit)
    assert {url: (few[url], many) for url in urls if (many := queries(client, url)) > few[url]} == {}
