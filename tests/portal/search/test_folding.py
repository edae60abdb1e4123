from hypothesis import given
from hypothesis import strategies as st

from portal.search.folding import clean, fold, key


def test_fold_writes_one_spelling_for_width_case_and_traditional_characters() -> None:
    assert fold("電梯ＡＱＩ１０００萬") == "电梯aqi1000万"


@given(st.text())
def test_fold_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.integers(1, 300))
def test_clean_is_short_and_has_no_control_characters(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert "\x00" not in cleaned
    assert cleaned == cleaned.strip()


def test_key_ignores_marks_of_titles() -> None:
    assert key("《關於 加裝電梯》的通知（試行）") == key("关于加装电梯的通知(试行)")
