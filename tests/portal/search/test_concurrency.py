"""Searches beside publication: never a withdrawn hit, never a missing published one, in titles and in attachments."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections, connections

from policies.models import DocumentAttachment
from portal.models import User
from portal.search.engine import search
from portal.search.hits import results
from tests.factories import make_draft, publish, withdraw

ROUNDS = 18
IN_TITLES, IN_FILES = "堤防巡查", "黑脸琵鹭"


def names(query: str) -> set[str]:
    found = search(query)
    return {each.name for each in results(found, found.ordered(found.mask & found.snapshot.alive))}


def with_file(title: str) -> Any:
    document = make_draft(title)
    DocumentAttachment.objects.create(
        document=document, title="名录", name="a.pdf", kind="pdf", mime="application/pdf", size=1, sha256="0", pages=1,
        text=f"{IN_FILES}全年保护", page_starts=[0], file="x.pdf",
    )  # fmt: skip
    return document


class Watch:
    """What should be found, known before and after each search, and the searches that found something else."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.stands: dict[str, bool] = {}
        self.errors: list[tuple[str, str, Any]] = []
        self.searches = dict.fromkeys((IN_TITLES, IN_FILES), 0)

    def read(self, query: str) -> None:
        try:
            while not self.stop.is_set():
                self.compare(query)
        except Exception as error:
            self.errors.append((query, "", error))
        finally:
            connections.close_all()

    def compare(self, query: str) -> None:
        before = dict(self.stands)
        shown = names(query)
        after = dict(self.stands)
        self.searches[query] += 1
        for title, standing in before.items():
            if standing == after.get(title) and standing != (title in shown):
                self.errors.append((query, title, standing))

    def change(self, verb: Callable[[], Any], title: str, now: str = "") -> None:
        """While a change is under way nobody knows what a search should show."""
        self.stands.pop(title)
        verb()
        self.stands[title] = False
        if now:
            self.stands[now] = True


def turn(watch: Watch, number: int, office: User) -> None:
    """Publish; then leave, withdraw or correct."""
    title, corrected = f"关于堤防巡查第{number}次的通知", f"关于堤防巡查第{number}次更正的通知"
    document = with_file(title)
    publish(document)
    watch.stands[title] = True
    assert title in names(IN_TITLES) & names(IN_FILES)
    if number % 3 == 1:
        watch.change(lambda: withdraw(document), title)
        assert title not in names(IN_TITLES) | names(IN_FILES)
    elif number % 3 == 2:
        watch.change(lambda: document.correct(office, "更正标题", title=corrected), title, corrected)
        assert {title, corrected} & names(IN_FILES) == {corrected}


@pytest.mark.django_db(transaction=True)
def test_every_search_after_the_commit_sees_the_change(qiu: User) -> None:
    watch = Watch()
    threads = [threading.Thread(target=watch.read, args=[query]) for query in (IN_TITLES, IN_FILES, IN_FILES)]
    for thread in threads:
        thread.start()
    try:
        for number in range(ROUNDS):
            turn(watch, number, qiu)
    finally:
        watch.stop.set()
        for thread in threads:
            thread.join()
        close_old_connections()
    assert watch.errors == []
    assert min(watch.searches.values()) >= 3
