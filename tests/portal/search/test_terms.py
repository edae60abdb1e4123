from hypothesis import given
from hypothesis import strategies as st

from portal.search.terms import TITLE, numbers, pairs, pieces, term, title_pieces, title_tokens, tokens


def test_pairs_join_han_with_digits_and_latin_at_their_border() -> None:
    assert "3月" in pairs("2026年3月15日")
    assert "1000万" in pairs("不超过1000万元")
    assert "o崇" in pairs("够精彩go崇明")[0:] or "go崇" in pairs("够精彩go崇明")


def test_two_character_word_is_the_same_term_as_the_pair() -> None:
    assert term("落户") in set(map(term, tokens("人才落户"))) & set(pieces("落户"))


@given(st.text(min_size=1, max_size=12))
def test_term_fits_into_a_bigint_below_the_mark_of_titles_or_is_a_hash(token: str) -> None:
    number = term(token)
    assert 0 <= number | TITLE < 2**63
    assert number & TITLE == 0


@given(st.text(alphabet="政策补贴办法2026年a", min_size=2, max_size=20), st.integers(0, 18), st.integers(2, 8))
def test_every_fragment_of_a_title_has_only_tokens_of_the_title(title: str, start: int, size: int) -> None:
    fragment = title[start : start + size]
    assert set(title_pieces(fragment)) <= set(map(term, title_tokens(title)))


LINES = st.text(st.sampled_from("政务公开3月aqi1000万.12 ，\n㐀\ue000"), max_size=40) | st.text(max_size=40)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_numbers_of_texts_are_the_terms_of_the_tokens_of_each(texts: list[str]) -> None:
    found, places = numbers(texts)
    for place, text in enumerate(texts):
        assert sorted(found[places == place].tolist()) == sorted(map(term, tokens(text)))
