"""The rule in Python, in SQL and in the database's triggers, proved equal."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.models import Document, Relation
from policies.validity import Facts, Validity, validity
from tests.factories import day, make_draft, make_policy, publish, relate, withdraw

TODAY = dt.date(2026, 6, 15)
dates = st.dates(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
maybe = st.none() | dates


def state(on: str = "2026-06-15", **facts: object) -> Validity:
    return validity(
        Facts(**{k: day(v) if isinstance(v, str) and k != "noted" else v for k, v in facts.items()}), day(on)
    )  # type: ignore[arg-type]


def test_in_force_without_any_date() -> None:
    assert state() == Validity.IN_FORCE


def test_pending_until_the_day_before_effect() -> None:
    assert state("2026-06-30", effective_on="2026-07-01") == Validity.PENDING
    assert state("2026-07-01", effective_on="2026-07-01") == Validity.IN_FORCE


def test_last_day_is_still_in_force() -> None:
    assert state("2026-06-30", expires_on="2026-06-30") == Validity.IN_FORCE
    assert state("2026-07-01", expires_on="2026-06-30") == Validity.EXPIRED


def test_extension_moves_the_last_day() -> None:
    assert state("2027-06-30", expires_on="2026-06-30", extended_to="2027-06-30") == Validity.IN_FORCE
    assert state("2027-07-01", expires_on="2026-06-30", extended_to="2027-06-30") == Validity.EXPIRED


def test_repeal_takes_effect_on_its_day() -> None:
    assert state("2026-06-14", repealed_on="2026-06-15") == Validity.IN_FORCE
    assert state("2026-06-15", repealed_on="2026-06-15") == Validity.REPEALED


def test_what_ended_first_names_the_state() -> None:
    assert state("2026-07-15", expires_on="2026-06-30", repealed_on="2026-07-10") == Validity.EXPIRED
    assert state("2026-07-15", expires_on="2026-07-12", repealed_on="2026-07-10") == Validity.REPEALED
    assert state("2026-07-15", expires_on="2026-06-30", repealed_on="2026-07-01") == Validity.REPEALED


def test_amended_is_in_force_with_changes() -> None:
    assert state(amended_on="2026-06-15") == Validity.AMENDED
    assert state(amended_on="2026-06-16") == Validity.IN_FORCE


def test_pending_comes_before_amended() -> None:
    assert state(effective_on="2026-07-01", amended_on="2026-06-01") == Validity.PENDING


def test_source_note_counts_only_without_dates_that_decide() -> None:
    assert state(noted="expired") == Validity.EXPIRED
    assert state(noted="expired", repealed_on="2026-06-01") == Validity.REPEALED
    assert state(noted="pending", effective_on="2026-06-01") == Validity.IN_FORCE


histories = st.fixed_dictionaries(
    {
        "effective_on": maybe,
        "expires_on": maybe,
        "noted": st.sampled_from(["", *Validity.values]),
        "relations": st.lists(
            st.tuples(
                st.sampled_from(["repeals", "amends", "replaces", "extends", "implements"]),
                dates,
                st.sampled_from(["whole", "part"]),
                st.integers(0, 20),
                st.booleans(),
            ),
            max_size=4,
        ),
        "on": dates,
    }
)


def facts_of(history: dict) -> Facts:
    """What the triggers must arrive at, said in Python."""
    public = [r for r in history["relations"] if r[4]]
    whole = [r[1] for r in public if r[0] in ("repeals", "replaces") and r[2] == "whole"]
    part = [r[1] for r in public if r[0] == "amends" or (r[0] in ("repeals", "replaces") and r[2] == "part")]
    until = [r[1] + dt.timedelta(days=r[3]) for r in public if r[0] == "extends"]
    return Facts(
        history["effective_on"], history["expires_on"],
        max(until, default=None), min(whole, default=None), min(part, default=None), history["noted"],
    )  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(histories, min_size=1, max_size=4))
def test_sql_triggers_and_python_agree_over_generated_histories(generated: list[dict]) -> None:
    expected = {}
    sources = [make_policy(), make_draft()]
    for n, history in enumerate(generated):
        document = make_draft(effective_on=history["effective_on"])
        Document.objects.filter(pk=document.pk).delete()
        document = Document.objects.create(
            unit=document.unit, title=f"第{n}件", created_by=document.created_by, source_id=f"test-{document.pk}",
            effective_on=history["effective_on"], expires_on=history["expires_on"], noted=history["noted"],
        )  # fmt: skip
        for kind, on, scope, length, public in history["relations"]:
            source = make_draft() if not public else make_policy()
            until = on + dt.timedelta(days=length) if kind == "extends" else None
            relate(source, kind, document, on, scope=scope, until=until)
        expected[document.pk] = (facts_of(history), history["on"])
    assert len(sources) == 2
    for pk, (facts, on) in expected.items():
        row = Document.objects.with_validity(on).get(pk=pk)
        assert row.facts == facts
        assert row.validity_state == validity(facts, on) == row.validity(on)


@pytest.mark.django_db
def test_repeal_of_tomorrow_changes_state_at_midnight_without_a_save(client, monkeypatch) -> None:
    old = make_policy("旧办法", number="岚建规〔2020〕1号")
    relate(make_policy("新办法"), Relation.Kind.REPEALS, old, TODAY + dt.timedelta(days=1))
    seen = {}
    for today in (TODAY, TODAY + dt.timedelta(days=1)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, today=today: today)
        page = client.get(old.get_absolute_url()).content.decode()
        listed = client.get("/policies/?q=旧办法").content.decode()
        seen[today] = ("将被" in page, "已被" in page, old.get_absolute_url() in listed)
    assert list(seen.values()) == [(True, False, True), (False, True, False)]


@pytest.mark.django_db
def test_withdrawn_repeal_no_longer_counts() -> None:
    old, new = make_policy(), make_policy()
    relate(new, "repeals", old, day("2024-01-01"))
    old.refresh_from_db()
    assert old.validity() == Validity.REPEALED
    withdraw(new)
    old.refresh_from_db()
    assert old.validity() == Validity.IN_FORCE


@pytest.mark.django_db
def test_repeal_of_a_draft_counts_when_it_is_published() -> None:
    old, new = make_policy(), make_draft()
    relate(new, "repeals", old, day("2024-01-01"))
    old.refresh_from_db()
    assert old.repealed_on is None
    publish(new)
    old.refresh_from_db()
    assert old.repealed_on == day("2024-01-01")
