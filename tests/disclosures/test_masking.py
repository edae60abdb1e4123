"""公示脱敏 and typed elements: the rules at their borders."""

import pytest

from disclosures.fact_kinds import parsed, shown
from disclosures.masking import masked_address, masked_body, masked_name, masked_numbers
from policies import bodytext
from portal.personal_data import check_digit

IDENTITY = "31023019540312004"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张某"), ("李小明", "李某某"), ("欧阳小明", "欧阳某某"), ("王某", "王某"), ("", ""), ("合计", "合某"),
     ("望海建设有限公司", "望海建设有限公司"), ("阿布都·热合曼", "阿布都·热合曼")],
)  # fmt: skip
def test_names(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [("岚城镇东门社区12幢302室", "岚城镇东门社区"), ("稻香镇丰和村3组18号", "稻香镇丰和村"), ("丰和村", "丰和村"),
     ("望海大道1号", "望海大道1号")],
)  # fmt: skip
def test_addresses_end_at_the_village(address: str, masked: str) -> None:
    assert masked_address(address) == masked


def test_numbers_keep_their_ends() -> None:
    number = IDENTITY + check_digit(IDENTITY)
    masked = masked_numbers(f"证号{number}，手机13812345678，电话6200-0121。")
    assert masked == f"证号310230********{number[-4:]}，手机138****5678，电话6200-0121。"


def test_a_body_is_masked_once_and_stays_the_same_html() -> None:
    body = bodytext.from_html(
        "<p>联系人 &lt;老王&gt; 13812345678 &amp; 其他</p><table><tr><th>户主</th><th>住址</th><th>金额</th></tr>"
        "<tr><td>赵 六</td><td>丰和村2组5号</td><td>120</td></tr><tr><td><b>钱七</b></td><td>丰和村</td><td>80</td></tr></table>"
    ).html
    masked, changes = masked_body(body)
    assert "138****5678" in masked
    assert "&lt;老王&gt;" in masked
    assert "&amp;" in masked
    assert ">钱某<" in masked
    assert "5号" not in masked
    assert bodytext.from_html(masked).html == masked
    assert [each.place for each in changes] == ["表1第2行“住址”", "表1第3行“户主”", "正文"]
    assert masked_body(masked) == (masked, [])
    assert masked_body("") == ("", [])


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [("money", "１，２３４．５０元", "1234.5"), ("money", "1.28亿", "128000000"), ("number", "-3", "-3"),
     ("number", "98.9%", "98.9"), ("date", "2026年3月1日", "2026-03-01"), ("date", "20260301", "2026-03-01"),
     ("date", "2026/3/1", "2026-03-01"), ("text", " 甲 ", "甲"), ("url", "https://a.example/x", "https://a.example/x")],
)  # fmt: skip
def test_elements_have_one_form(kind: str, text: str, value: str) -> None:
    assert parsed(kind, text) == value
    assert parsed(kind, value) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [("money", "约一万"), ("number", "NaN"), ("number", "1e99"), ("number", ""), ("date", "2026年2月30日"),
     ("date", "明天"), ("url", "javascript:alert(1)"), ("number", "9" * 400)],
)  # fmt: skip
def test_what_is_none_is_refused_in_words(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"不是|超出|网址"):
        parsed(kind, text)


def test_elements_are_shown_readably() -> None:
    assert shown("money", "128000000") == "128,000,000元"
    assert shown("date", "2026-03-01") == "2026年3月1日"
    assert shown("number", "40", "张") == "40张"
