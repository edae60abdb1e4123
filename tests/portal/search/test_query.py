import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.query import LONGEST, understand


def words(text: str) -> list[str]:
    return [unit.text for unit in understand(text).units]


def test_question_is_taken_as_its_words() -> None:
    found = words("请问落户需要什么条件吗")
    assert "落户" in found
    assert not {"请问", "什么", "吗", "需要"} & set(found)


def test_function_words_alone_are_meant() -> None:
    assert understand("什么").units


@pytest.mark.parametrize("text", ["“加装电梯”", '"加装电梯"', "「加装电梯」", "《加装电梯》"])
def test_quotes_make_one_phrase(text: str) -> None:
    assert [(unit.text, unit.phrase) for unit in understand(text).units] == [("加装电梯", True)]


def test_word_after_a_minus_is_excluded() -> None:
    query = understand("电梯 -维保")
    assert [unit.text for unit in query.excluded] == ["维保"]
    assert [unit.text for unit in query.units] == ["电梯"]


@pytest.mark.parametrize("text", ["2021-2035年规划", "岚府-3", "A-B"])
def test_minus_inside_a_word_excludes_nothing(text: str) -> None:
    assert not understand(text).excluded


def test_field_is_read_with_either_colon() -> None:
    assert (
        understand("发文机关：卫健委 托育").fields
        == understand("发文机关:卫健委 托育").fields
        == [("发文机关", "卫健委")]
    )


def test_year_and_state_are_preferences_and_no_words() -> None:
    query = understand("2026年 现行有效 民宿")
    assert (query.years, query.states, [unit.text for unit in query.units]) == (["2026"], ["in_force"], ["民宿"])


def test_synonym_is_another_spelling_of_the_same_unit() -> None:
    unit = understand("公租房申请", {"公租房": ("公共租赁住房",)}).units[0]
    assert unit.spellings == ("公租房", "公共租赁住房")
    assert len(unit.alternatives) == 2


@given(st.text(max_size=400))
def test_anything_can_be_read(text: str) -> None:
    query = understand(text)
    assert len(query.raw) <= LONGEST


HOSTILE = [
    "' OR 1=1 --",
    "a & b | !c:*",
    "((((",
    "电梯" * 5000,
    "\x00\x01\u202e",
    "😀😀",
    "%_%",
    "<b>",
    "-",
    "--",
    '""',
    "《》",
    "：",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_in_bounded_size(text: str) -> None:
    assert len(understand(text).all_terms) < 2000
