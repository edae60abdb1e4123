"""Personal data in text: everything planted is found in any spelling, clean text stays clean."""

import datetime as dt
import gzip
import json
import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.personal_data import Kind, check_digit, find, luhn_digit

FIRST_17 = "31010119900307793"
IDENTITY = FIRST_17 + check_digit(FIRST_17)
CARD = "622202100112345678" + luhn_digit("622202100112345678")
MOBILE = "13912345678"


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(datum.kind, datum.value) for datum in find(text)]


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def test_check_digit_of_the_standards_example() -> None:
    assert check_digit("11010519491231002") == "X"  # GB 11643-1999, annex A
    assert luhn_digit("7992739871") == "3"


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号：{IDENTITY}。",
        f"张某{IDENTITY}男",
        wide(IDENTITY),
        "310101 19900307 " + IDENTITY[14:],
        "310101-19900307-" + IDENTITY[14:],
        "310101199003\u200b07" + IDENTITY[14:],
        "\t".join(IDENTITY),
        "310101199003\n07" + IDENTITY[14:],
        f"1\t张某\t{IDENTITY}\t{CARD[:10]}",
        f"12 {IDENTITY} 34",
        f"ID{IDENTITY}",
    ],
)
def test_identity_number_in_every_spelling(text: str) -> None:
    assert (Kind.IDENTITY, IDENTITY) in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("周某\t联系电话\t139\t1234\t5678\t岚城镇", Kind.MOBILE, MOBILE),
        ("手机号\t" + "\t".join(MOBILE), Kind.MOBILE, MOBILE),
        ("电话：139.1234.5678。", Kind.MOBILE, MOBILE),
        ("银行卡号\t" + "\t".join(CARD), Kind.CARD, CARD),
        ("账号\t6222\t0210\t0112\t3456\t" + CARD[16:], Kind.CARD, CARD),
    ],
)  # fmt: skip
def test_numbers_over_cells_and_lines_are_found_where_something_names_them(text: str, kind: Kind, value: str) -> None:
    assert kinds(text) == [(kind, value)]


@pytest.mark.parametrize("text", ["139\t1234\t5678", "\t".join(MOBILE), "版本 139.1234.56", "6222\t0210\t0112\t3456"])
def test_figures_in_cells_that_nothing_names_are_figures(text: str) -> None:
    assert kinds(text) == []


def test_longest_card_is_taken_when_a_part_of_it_fits_too() -> None:
    assert luhn_digit("601382497111981") == "8"
    assert kinds("6013 8249 7111 9818 6") == [(Kind.CARD, "60138249711198186")]


@pytest.mark.parametrize("letter", ["x", "X", "ｘ", "Ｘ", "Ⅹ", "Х"])
def test_identity_number_ending_in_x(letter: str) -> None:
    assert kinds(f"证件号11010519491231002{letter}，") == [(Kind.IDENTITY, "11010519491231002X")]


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY[:-1] + str((int(IDENTITY[-1]) + 1) % 10),
        "9" + IDENTITY,
        IDENTITY + "1",
        "110105********002X",
        "310101199013077" + "931",
        "统一社会信用代码91310115MA1K35N42X",
    ],
)
def test_what_is_no_identity_number_is_left_alone(text: str) -> None:
    assert Kind.IDENTITY not in {kind for kind, _ in kinds(text)}


def test_old_identity_number_counts_only_where_it_is_called_so() -> None:
    assert kinds("姓名 身份证号码\n李某 310101570512001") == [(Kind.IDENTITY, "310101570512001")]
    assert kinds("营业执照注册号310101570512001") == []
    assert kinds("身份证复印件。营业执照注册号：310101570512001") == []


@pytest.mark.parametrize(
    "text",
    [
        MOBILE, f"+86{MOBILE}", f"+86 {MOBILE}", f"（+86）{MOBILE}", f"0086-{MOBILE}", f"86{MOBILE}", f"0{MOBILE}",
        f"86-{MOBILE}",
        "139-1234-5678", "139 1234 5678", "139\u30001234\u30005678", "1391234 5678", "139 12345678", "(139)1234-5678",
        "1 3 9 1 2 3 4 5 6 7 8", wide(MOBILE), wide("139-1234-5678"), "139\u200b12345678", "139－1234－5678",
        f"手机{MOBILE}元旦期间不休息", f"tel:{MOBILE}", f"Tel{MOBILE}", f"{MOBILE}@163.com", f"021-65432100、{MOBILE}",
        f"65432100/{MOBILE}", f"65432100 {MOBILE}", f"1.{MOBILE}", f"{MOBILE}.", f"{MOBILE}.0",
        f"微信{MOBILE}(同号)", "139123\n45678",
    ],
)  # fmt: skip
def test_mobile_number_in_every_spelling(text: str) -> None:
    assert kinds(f"联系人王某，{text}") == [(Kind.MOBILE, MOBILE)]


@pytest.mark.parametrize(
    "text",
    [
        "12345", "021-12345678", "400-820-8820", "4008208820", "95598", "0571-87654321", "1" + MOBILE, MOBILE + "0",
        "12912345678", f"{MOBILE}元", f"¥{MOBILE}", f"0.{MOBILE}", f"2023-{MOBILE}-01", f"ZB{MOBILE}", f"{MOBILE}a",
        "139****5678", f"http://www.lanyu.example/art/{MOBILE}.html", "0 1 3 9 1 2 3 4 5 6 7 8", "1,391,234,5678",
        "2019 2020 2021 2022 2023 2024",
    ],
)  # fmt: skip
def test_what_is_no_mobile_number_is_left_alone(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("series", ["436742", "456351", "95599", "95588"])
def test_old_series_of_debit_cards_are_found(series: str) -> None:
    payload = f"{series}001234567890"[:18].ljust(18, "5")
    assert [each.kind for each in find(f"卡号{payload}{luhn_digit(payload)}。")] == [Kind.CARD]


@pytest.mark.parametrize(
    "text",
    [
        CARD, wide(CARD), f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}",
        f"{CARD[:6]} {CARD[6:]}",
        f"{CARD[:4]}-{CARD[4:8]}-{CARD[8:12]}-{CARD[12:16]}-{CARD[16:]}", " ".join(CARD), f"卡号{CARD}户名",
        f"{CARD[:11]}\n{CARD[11:]}",
    ],
)  # fmt: skip
def test_card_number_in_every_spelling(text: str) -> None:
    assert kinds(text) == [(Kind.CARD, CARD)]


@pytest.mark.parametrize(
    "text", [CARD[:-1] + str((int(CARD[-1]) + 1) % 10), "1001" + CARD[4:], f"A{CARD}", f"0.{CARD}"]
)
def test_what_is_no_card_number_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_numbers_side_by_side_are_all_found_with_their_places() -> None:
    text = f"{MOBILE}，{IDENTITY} {CARD}"
    assert [text[datum.start : datum.end] for datum in find(text)] == [MOBILE, IDENTITY, CARD]


def test_masked_shows_as_much_as_the_rules_of_publicity_allow() -> None:
    shown = [datum.masked for datum in find(f"{IDENTITY}、{MOBILE}、{CARD}")]
    assert shown == [f"310101********{IDENTITY[-4:]}", "139****5678", f"6222{'*' * 11}{CARD[-4:]}"]


identities = st.builds(
    lambda region, day, order: region + day.strftime("%Y%m%d") + f"{order:03}",
    st.sampled_from(["110105", "310151", "620102", "810000", "440305"]),
    st.dates(dt.date(1910, 1, 1), dt.date(2025, 1, 1)),
    st.integers(0, 999),
).map(lambda first: first + check_digit(first))
mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
cards = st.builds(
    lambda start, rest: start + rest, st.sampled_from(["622202", "621700", "955880"]), st.from_regex(r"\A[0-9]{12}\Z")
)
cards = cards.map(lambda payload: payload + luhn_digit(payload))
around = st.text(st.sampled_from("联系人，。：；（）《》电话号码卡 \n"), max_size=12)


@given(before=around, number=identities, after=around)
def test_every_identity_number_is_found(before: str, number: str, after: str) -> None:
    assert (Kind.IDENTITY, number) in kinds(before + number + after)


@given(before=around, number=mobiles, after=around)
def test_every_mobile_number_is_found(before: str, number: str, after: str) -> None:
    assert kinds(before + number + after) == [(Kind.MOBILE, number)]


@given(before=around, number=cards, after=around)
def test_every_card_number_is_found(before: str, number: str, after: str) -> None:
    assert kinds(before + number + after)[0][1] == number


@given(st.text(st.sampled_from("0123456789Xx -\n\t.·()（）０１２a年元\u200b"), max_size=200))
def test_findings_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = find(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "1 " * 20_000, "13-" * 20_000, "62220 " * 20_000, "13912345678\n" * 20_000, "www." * 50_000],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.monotonic()
    find(text)
    assert time.monotonic() - started < 5


def planted(document: dict, chance: random.Random) -> tuple[str, str]:
    """A real text with one generated number at a random line end."""
    lines = document["body"].split("\n")
    born = dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(25_000))
    first = f"3101{chance.randrange(10, 60)}{born:%Y%m%d}{chance.randrange(1000):03}"
    payload = "6217" + "".join(chance.choices("0123456789", k=14))
    number = chance.choice(
        [
            first + check_digit(first),
            f"1{chance.randrange(3, 10)}{chance.randrange(10**9):09}",
            payload + luhn_digit(payload),
        ]
    )
    lines.insert(chance.randrange(len(lines) + 1), f"联系人周某，{number}。")
    return "\n".join(lines), number


@pytest.mark.corpus
def test_real_documents_give_no_false_alarm_and_planted_numbers_are_found(corpus: Path) -> None:
    chance, alarms, missed = random.Random(3), 0, 0
    with gzip.open(corpus / "documents.jsonl.gz", "rt") as rows:
        documents = [row for _, row in zip(range(1200), map(json.loads, rows), strict=False) if row["body"]]
    assert len(documents) > 1000
    for document in documents:
        alarms += bool(find(document["body"]))
        text, number = planted(document, chance)
        missed += number not in [datum.value for datum in find(text)]
    assert missed == 0
    assert alarms <= len(documents) / 200
