"""Facets of two levels, and the lines of all kinds."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.models import Topic
from portal import registry
from portal.search import labels
from tests.decisions.factories import one_of_each
from tests.factories import make_interpretation, make_policy, make_tag, publish

pytestmark = pytest.mark.django_db
ADDRESS = "search:page"


def facet(client: Client, name: str, **params: Any) -> Any:
    response = client.get(reverse(ADDRESS), {"q": "养老", **params})
    return next((each for each in response.context["facets"] if each.name == name), None), response


@pytest.fixture
def topics() -> list[Topic]:
    """A topic of the first level with two below it; one document each, and one of another topic."""
    upper = Topic.objects.exclude(children=None).first()
    assert upper is not None
    found = [upper, *upper.children.all()[:2]]
    other = Topic.objects.filter(parent=None).exclude(pk=upper.pk).first()
    for number, topic in enumerate([*found, other]):
        make_policy(f"关于养老第{number}件事的通知", topic=topic)
    return found


def test_topic_has_its_second_level_once_it_is_chosen(client: Client, topics: list[Topic]) -> None:
    plain, _ = facet(client, "topic")
    assert [(option.count, option.below) for option in plain.options] == [(3, ()), (1, ())]
    chosen, response = facet(client, "topic", topic=topics[0].code)
    assert response.context["total"] == 3
    upper = next(option for option in chosen.options if option.selected)
    assert {option.label: option.count for option in upper.below} == {each.name: 1 for each in topics[1:]}
    for option in [*chosen.options, *upper.below]:
        if not option.selected:
            assert client.get(option.url).context["total"] == option.count


def test_topic_of_the_second_level_goes_up_again_and_has_a_chip(client: Client, topics: list[Topic]) -> None:
    chosen, response = facet(client, "topic", topic=topics[1].code, validity="in_force")
    assert response.context["total"] == 1
    upper = next(option for option in chosen.options if option.below)
    assert not upper.selected
    lower = next(option for option in upper.below if option.selected)
    assert client.get(lower.url).context["total"] == client.get(upper.url).context["total"] == 3
    chip = next(chip for chip in response.context["chips"] if chip.label == topics[1].name)
    assert client.get(chip.url).context["total"] == 4
    assert 'aria-current="true"' in response.content.decode()


def test_tag_counts_what_stands_below_it_and_shows_it_once_chosen(client: Client) -> None:
    elder, oldest = make_tag("elder", "老年人"), make_tag("oldest", "高龄老人")
    oldest.parent = elder
    oldest.save()
    make_policy("关于养老补贴的通知", tags=[elder])
    make_policy("关于养老津贴的通知", tags=[oldest])
    make_policy("关于养老照护者的通知", tags=[make_tag("carer", "照护者")])
    plain, _ = facet(client, "tag-audience", validity="in_force")
    assert [(option.label, option.count) for option in plain.options] == [("老年人", 2), ("照护者", 1)]
    chosen, _ = facet(client, "tag-audience", tag="elder")
    assert [(option.label, option.count) for option in chosen.options[0].below] == [("高龄老人", 1)]
    assert client.get(chosen.options[0].below[0].url).context["total"] == 1


def test_every_registered_kind_is_found_with_true_counts_and_exported(client: Client) -> None:
    rows = [*one_of_each(), publish(make_interpretation(make_policy("关于停车的通知"), "停车通知解读"))]
    found = {}
    for row in rows:
        public_type = registry.of_model(type(row))
        if public_type is not None and public_type.search is not None:
            found[public_type.key] = (public_type, row)
    assert len(found) > 4
    for key, (public_type, row) in found.items():
        response = client.get(reverse(ADDRESS), {"q": row.title, "kind": key})
        assert row.title in [result.name for result in response.context["results"]]
        line = next(result for result in response.context["results"] if result.name == row.title)
        assert line.kind == public_type.label
        assert line.unit == row.unit
        assert line.url == row.get_absolute_url()
        exported = json.loads(client.get(reverse("search:json"), {"q": row.title, "kind": key}).content)
        assert exported["总数"] == response.context["total"]
        assert row.title in client.get(reverse("search:csv"), {"q": row.title, "kind": key}).content.decode()
        kinds, _ = facet(client, "kind", q=row.title, kind=key)
        for option in kinds.options if kinds else ():
            assert option.selected or client.get(option.url).context["total"] == option.count


def test_consultation_says_until_when_and_closes_by_itself(
    page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = next(row for row in one_of_each() if row._meta.model_name == "consultation")
    last = timezone.localdate(consultation.closes_at)
    for day, state in ((consultation.opens_at, "正在征求意见"), (consultation.closes_at.replace(year=2099), "已截止")):
        today = timezone.localdate(day)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None, *_, today=today: (
            value.date() if value else today))  # fmt: skip
        assert state in page(consultation.title, kind="consultation")
    assert f"{last.year}" in page(consultation.title)


def test_states_of_all_kinds_have_a_name() -> None:
    assert {"有效", "正在征求意见", "已答复"} <= set(labels.state_labels().values())
