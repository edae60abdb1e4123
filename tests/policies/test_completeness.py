"""完整性报告: gaps, missing elements, format, duplicates; filtered by who asks, in a bounded number of queries."""

import io
import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from policies import completeness
from policies.completeness import BY_KEY, Sequence, counts, published, with_defect
from portal.models import Unit
from tests.factories import make_draft, make_policy, make_user, withdraw

pytestmark = pytest.mark.django_db
URL = "admin:policies_document_completeness"


def series(**filters: Any) -> list[Sequence]:
    return completeness.sequences(Unit.objects.all(), **filters)


def test_gaps_of_a_series_are_named() -> None:
    for serial in (2, 3, 7):
        make_policy(number=f"岚厂〔2024〕{serial}号")
    (found,) = series()
    assert (found.prefix, found.year, found.public, found.last) == ("岚厂", 2024, 3, 7)
    assert found.gaps == [(1, 1), (4, 6)]
    assert (found.missing, found.gap_text) == (4, "1、4—6")
    assert found.issuer == "岚屿区工厂局"


def test_years_and_prefixes_are_series_of_their_own() -> None:
    for number in ("岚厂〔2024〕1号", "岚厂〔2025〕1号", "岚厂规〔2025〕1号"):
        make_policy(number=number)
    assert [(each.prefix, each.year, each.gaps) for each in series()] == [
        ("岚厂", 2025, []), ("岚厂规", 2025, []), ("岚厂", 2024, []),
    ]  # fmt: skip


def test_number_that_is_known_but_not_public_is_said() -> None:
    make_draft(number="岚厂〔2024〕1号")
    withdraw(make_policy(number="岚厂〔2024〕2号"))
    make_policy(number="岚厂〔2024〕3号")
    assert series()[0].gap_text == "1—2（其中 1、2 已入库未公开）"


def test_mistyped_serial_is_marked() -> None:
    make_policy(number="岚厂〔2024〕1号")
    make_policy(number="岚厂〔2024〕20245号")
    assert series()[0].is_odd


def test_series_equal_a_plain_count() -> None:
    chance = random.Random(5)
    serials = sorted(chance.sample(range(1, 40), 15))
    for serial in serials:
        make_policy(number=f"岚厂〔2024〕{serial}号")
    (found,) = series()
    gaps = [number for first, last in found.gaps for number in range(first, last + 1)]
    assert gaps == [number for number in range(1, serials[-1]) if number not in serials]


@pytest.mark.parametrize(
    ("defect", "number"),
    [("format", "岚厂发二零二四年八"), ("format", "第8号文")],
)
def test_odd_number_is_a_format_error(defect: str, number: str) -> None:
    document = make_policy(number=number)
    make_policy()
    assert list(with_defect(published(Unit.objects.all()), BY_KEY[defect])) == [document]


def test_doubled_numbers_are_listed_in_any_spelling() -> None:
    both = {make_policy(number="岚厂〔2024〕8号"), make_policy(number="岚厂[2024]8号")}
    make_policy(number="岚厂〔2024〕9号")
    assert set(with_defect(published(Unit.objects.all()), BY_KEY["double"])) == both


def test_flags_and_counts_agree_with_the_lists() -> None:
    make_policy(number="第8号文", flags=["title-too-short"])
    make_policy()
    documents = published(Unit.objects.all())
    for defect, number in counts(documents):
        assert number == with_defect(documents, defect).count()
    assert {each.key: number for each, number in counts(documents)}["flags"] == 1


def test_screen_shows_only_the_units_of_the_member_of_staff(lin, qiu, health, staff) -> None:
    make_policy(number="岚建〔2024〕2号", unit=lin.unit)
    make_policy(number="岚卫〔2024〕2号", unit=health)
    own = staff(lin).get(reverse(URL)).content.decode()
    assert "岚建〔2024〕" in own
    assert "岚卫" not in own
    assert "岚卫〔2024〕" in staff(qiu).get(reverse(URL)).content.decode()
    assert staff(make_user("nobody", lin.unit)).get(reverse(URL)).status_code in {302, 403}


def test_filters_narrow_and_odd_values_are_harmless(qiu, staff) -> None:
    make_policy(number="岚厂〔2024〕2号")
    make_policy(number="岚厂规〔2025〕2号")
    page = staff(qiu).get(reverse(URL), {"prefix": "岚厂规", "year": "2025"}).content.decode()
    assert "岚厂规〔2025〕" in page
    assert "岚厂〔2024〕" not in page
    assert staff(qiu).get(reverse(URL), {"year": "abc", "issuer": "x", "show": "?", "page": "-1"}).status_code == 200


def test_export_holds_gaps_and_defects(qiu, staff) -> None:
    make_policy("=1+1关于公式的通知", number="岚厂〔2024〕2号", flags=["title-too-short"])
    response = staff(qiu).get(reverse(URL), {"format": "xlsx"})
    book = load_workbook(io.BytesIO(response.content))
    assert [cell.value for cell in book["缺号"][2]][1:] == ["岚厂", 2024, 1, 2, 1, "1"]
    row = [cell.value for cell in book["要素和格式"][2]]
    assert (row[0], row[6]) == ("'=1+1关于公式的通知", "标题过短")


@pytest.mark.parametrize("query", [{}, {"show": "flags"}])
def test_queries_do_not_grow_with_documents(query, qiu, staff) -> None:
    def measured() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            staff_client.get(reverse(URL), query)
        return len(captured)

    staff_client = staff(qiu)
    make_policy(number="岚厂〔2024〕2号", flags=["title-too-short"])
    few = measured()
    for serial in range(4, 24, 2):
        make_policy(
            number=f"岚厂〔2024〕{serial}号", flags=["title-too-short"], unit=Unit.objects.create(name=f"局{serial}")
        )
    assert measured() == few
