"""The held-out set itself: every spelling in every kind of file is found, with numbers that no rule was made for."""

import random

import pytest

from policies.screening_samples import CARRIERS, number, planted
from portal.personal_data import Kind, find

FILLING = ["各镇人民政府：", "2026年3月5日至2026年12月31日受理，补贴1500元。", "岚府办〔2026〕3号", "经公示无异议"]


@pytest.mark.parametrize("place", CARRIERS)
def test_every_spelling_is_found(place: str) -> None:
    chance = random.Random(f"岚屿{place}")
    numbers = list(planted(chance))
    assert len(numbers) > 35
    found = {datum.value for datum in find(CARRIERS[place](numbers, FILLING, chance))}
    assert [each for each in numbers if each.value not in found] == []


def test_numbers_are_new_with_every_seed_and_valid() -> None:
    for kind in Kind:
        one, other = (number(kind, random.Random(seed)) for seed in (1, 2))
        assert one != other
        assert [datum.kind for datum in find(f"号码：{one}")] == [kind]
