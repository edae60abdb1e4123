from collections.abc import Callable, Iterator

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from portal.search import labels, names, snapshot
from portal.search import synonyms as synonyms_module
from portal.search.results import Results, types


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    """What a process keeps by publication version belongs to a test's own database."""

    def forget() -> None:
        snapshot.forget()
        for held in (
            synonyms_module.synonyms,
            synonyms_module.pins,
            names.names,
            names.sounds,
            labels._names,
            labels._parents,
            labels._groups,
        ):
            held._held = None

    forget()
    yield
    forget()


@pytest.fixture
def titles() -> Callable[..., list[str]]:
    """Titles that a query finds, in order."""

    def find(query: str, **params: str) -> list[str]:
        asked = QueryDict(mutable=True)
        asked["q"] = query
        for name, value in params.items():
            asked[name] = value
        listing = Results(asked, reverse("search:page"))
        shown = []
        for row in listing.rows().tolist():
            table, pk = (
                listing.found.snapshot.kinds[listing.found.snapshot.kind[row]],
                listing.found.snapshot.objects[row],
            )
            shown += list(types()[table].model.objects.published().filter(pk=pk).values_list("title", flat=True))
        return shown

    return find


@pytest.fixture
def page(client: Client) -> Callable[..., str]:
    def get(query: str, **params: str) -> str:
        response = client.get(reverse("search:page"), {"q": query, **params})
        assert response.status_code == 200
        return response.content.decode()

    return get
