"""Every staff address in the URLconf, whoever brings it, asked by every role: in one's own unit, in another, without a role."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import Error, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from portal.models import Unit, User
from portal.publishing import Publishable
from tests.any_row import any_row
from tests.factories import make_user
from tests.staff_urls import ADDED_OTHERWISE, EXCEPTIONS, ITEM, PLAIN, REFERENCE, WITHOUT_ROLE

pytestmark = pytest.mark.django_db
OURS = {"portal", "policies", "decisions", "disclosures", "interaction"}
VALUES = {"verb": "submit", "step": "assign", "file": 1, "name": "x", "app_label": "policies"}


def patterns(inside: Any = None, prefix: str = "", held: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, parameters) of every address of the staff site."""
    for each in inside or get_resolver().url_patterns:
        route = prefix + str(each.pattern)
        names = (*held, *(getattr(each.pattern, "converters", None) or each.pattern.regex.groupindex))
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, route, names)
        elif route.startswith("admin/") and each.name and not route.startswith("admin/account/"):
            yield each.name, names


def models_by_name() -> dict[str, Any]:
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


def split(name: str) -> tuple[Any, str]:
    """The model of an address and the end of its name; no model for the pages of the site itself."""
    known = models_by_name()
    start = max((each for each in known if name.startswith(f"{each}_")), key=len, default="")
    return (known[start], name[len(start) + 1 :]) if start else (None, name)


def allowed(name: str) -> str | None:
    """The roles for which an address opens; None when nobody has said so."""
    model, end = split(name)
    if name in EXCEPTIONS:
        return EXCEPTIONS[name]
    if model is None:
        return PLAIN.get(name)
    if issubclass(model, Publishable):
        owner = f"{model._meta.app_label}_{model._meta.model_name}"
        return "" if end == "add" and owner in ADDED_OTHERWISE else ITEM.get(end)
    return REFERENCE.get(end)


@pytest.fixture
def people(staff: Any, lin: User, he: User, qiu: User) -> dict[str, Client]:
    root = make_user("root", qiu.unit, is_superuser=True)
    return {"A": staff(lin), "R": staff(he), "O": staff(qiu), "S": staff(root)}


def rows(unit: Unit, person: User) -> dict[Any, Any]:
    made = {}
    for model in admin.site._registry:
        if model.__module__.partition(".")[0] not in OURS:
            continue
        try:
            with transaction.atomic():
                made[model] = any_row(model, unit, person)
        except (Error, TypeError, ValueError, NotImplementedError):
            assert not issubclass(model, Publishable), model
    return made


def addresses(made: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    """(name, address); of a kind without a row only what needs none."""
    for name, parameters in patterns():
        model, _ = split(name)
        values = VALUES | (dict.fromkeys(("pk", "object_id", "id"), made[model].pk) if model in made else {})
        if all(each in values for each in parameters):
            yield name, reverse(f"admin:{name}", kwargs={each: values[each] for each in parameters})


def test_somebody_has_said_who_may_open_each_staff_address() -> None:
    names = {name for name, _ in patterns()}
    assert len(names) > 300
    assert {name for name in names if allowed(name) is None} == set()


def test_each_role_opens_what_it_may_and_nothing_else(people: Any, construction: Unit) -> None:
    made = rows(construction, make_user("feng", construction, "起草"))
    wrong, asked = {}, 0
    for name, url in addresses(made):
        opened = "".join(role for role, client in people.items() if client.get(url).status_code == 200)
        asked += 1
        if opened != allowed(name):
            wrong[name] = f"{opened} instead of {allowed(name)}"
    assert asked > 250
    assert wrong == {}


def test_nothing_of_another_unit_opens_for_author_and_reviewer(people: Any, health: Unit) -> None:
    made = {
        model: row
        for model, row in rows(health, make_user("tang", health, "起草")).items()
        if issubclass(model, Publishable)
    }
    asked = 0
    for name, url in addresses(made):
        model, end = split(name)
        if model not in made or not re.search(r"/\d+/", url):
            continue
        for role in "AR":
            response = people[role].get(url)
            assert response.status_code in (302, 403, 404), (role, url)
            assert made[model].title not in response.content.decode(), (role, url)
            before = model.objects.filter(pk=made[model].pk).values().get()
            people[role].post(
                url, {"reason": "x", "conclusion": "passed", "note_to_public": "x", "title": "x", "post": "yes"}
            )
            assert model.objects.filter(pk=made[model].pk).values().get() == before, (role, url, end)
            asked += 1
    assert asked > 200


def test_nobody_without_a_role_or_a_login_gets_in(staff: Any, construction: Unit) -> None:
    made = rows(construction, make_user("feng", construction, "起草"))
    new = staff(make_user("new", construction))
    for name, url in addresses(made):
        assert (new.get(url).status_code == 200) == (name in WITHOUT_ROLE), url
        assert Client().get(url).status_code != 200 or name == "jsi18n", url
