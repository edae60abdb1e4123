"""Searches beside publication: never a withdrawn hit, never a missing published one."""

import threading
from typing import Any

import pytest
from django.db import close_old_connections, connections

from portal.search.engine import search
from portal.search.hits import results
from tests.factories import make_policy, withdraw

ROUNDS = 12


@pytest.mark.django_db(transaction=True)
def test_every_search_after_the_commit_sees_the_change() -> None:
    stop, errors = threading.Event(), []
    stands: dict[str, bool] = {}

    def titles() -> set[str]:
        found = search("堤防巡查")
        return {each.name for each in results(found, found.ordered(found.mask & found.snapshot.alive))}

    def reader() -> None:
        try:
            while not stop.is_set():
                before = dict(stands)
                shown = titles()
                after = dict(stands)
                for title, standing in before.items():
                    if standing == after.get(title) and standing != (title in shown):
                        errors.append((title, standing))
        except Exception as error:
            errors.append(("", error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=reader) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(ROUNDS):
            title = f"关于堤防巡查第{number}次的通知"
            document: Any = make_policy(title)
            stands[title] = True
            assert title in titles()
            if number % 2:
                stands.pop(title)
                withdraw(document)
                stands[title] = False
                assert title not in titles()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        close_old_connections()
    assert errors == []
