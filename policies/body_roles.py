"""What a line of an official document is for: notes and salutation above, signature below, headings, annexes.

The layout follows GB/T 9704-2012: addressee 主送机关 at the left, issuer 发文机关署名 and date 成文日期 at the right,
annexes 附件 listed after the text and printed behind it.
"""

import re

from policies.body_lines import CN, COUNTED, DIVISION, PARENTHESISED, Line, is_structural, value

_SPACE = re.compile(r"\s+")
_CN_YEAR = "[一二][〇零○ＯO0一二三四五六七八九]{3}"
_DATE = re.compile(rf"[（(]?(?:[12][0-9０-９]{{3}}|{_CN_YEAR})年[0-9０-９{CN}]{{1,3}}月[0-9０-９{CN}]{{1,3}}日[）)]?")
_ISSUER = re.compile(
    r"[^，。；：]{2,40}(?:政府|国务院|办公厅|办公室|委员会|[厅局部委院署会处组]|中心|银行|总队|支队|大队|公司|学校|大学|海关)"
    r"(?:（[^）]{1,12}）)?"
)
_SIGNATORY = re.compile(
    r"(?:代|自治区)?(?:总理|主席|省长|市长|区长|县长|州长|部长|局长|主任|署长|行长|院长|检察长)[:：]?\w{1,6}"
)
SALUTATION = re.compile(
    r"(?!为|现|根据|按照|经)[^。；！？]{1,400}"
    r"(?:政府|[局委厅办部院校会行所处]|单位|机构|公司|企业|代表|同志|市民|部门|居民|学校|海关|中心)"
    r"(?:[（(][^）)]{1,60}[）)])?[：:]"
)
NOTE = re.compile(
    r"[（(]?(?:自?[12]\d{3}年\d{1,2}月\d{1,2}日|[^。]{2,60}令第?\d).{0,400}"
    r"(?:通过|公布|发布|修正|修订|批准|施行|实施)。?[）)]?。?"
)
ANNEX_LINE = re.compile(r"附\s*件\s*[一二三四五六七八九十0-9０-９]{0,3}\s*[：:．.]?")
ANNEX_LIST = re.compile(r"附\s*件\s*[一二三四五六七八九十0-9０-９]{0,3}\s*[：:．.]\s*\S")
ACT_TITLE = re.compile(
    r"[^，。；：！？“”]{4,50}(?:办法|规定|条例|细则|方案|意见|规划|计划|措施|标准|目录|规则|制度|章程|清单|规程|指南|要点)"
    r"(?:[（(〔][^）)]{1,12}[）)〕])?"
)


def marker(text: str) -> str | None:
    """Whether a line is counted 一、 ("counted") or （一） ("paren")."""
    first = text[:1]
    if first in CN:
        return "counted" if first and COUNTED.match(text) else None
    return "paren" if first in "（(" and PARENTHESISED.match(text) else None


def division(text: str) -> re.Match[str] | None:
    """Match of a heading 第一编, 第一章 or 第一节: its numeral and its unit."""
    match = DIVISION.match(text) if len(text) <= 60 else None
    if not match or text[-1] in "。；，、：" or value(match[1]) is None:
        return None
    rest = text[match.end() :]
    return match if match.end() > match.end(2) or (not rest or rest[0] not in "的，、和规所中第") else None


def is_name(text: str) -> bool:
    """Whether a line may be the name of what an annex line announces."""
    return text[-1] not in "。；，、：:" and not is_structural(text)


def closing_lines(lines: list[Line]) -> set[int]:
    """Positions of dates and, before them, of issuers and signatories: what stands at the right under a document."""
    closing: set[int] = set()
    said_something = False
    for index, line in enumerate(lines):
        said_something = said_something or line.text[-1:] == "。"
        if not said_something or not line.plain or len(line.text) > 24 or line.text[-1] not in "日）)":
            continue
        if _DATE.fullmatch(_SPACE.sub("", line.text)):
            closing.add(index)
            closing.update(_issuers_before(lines, index))
    return closing


def _issuers_before(lines: list[Line], index: int) -> list[int]:
    found = []
    for at in range(index - 1, max(index - 12, 0), -1):
        text = _SPACE.sub("", lines[at].text)
        if not lines[at].plain or len(text) > 45 or not (_ISSUER.fullmatch(text) or _SIGNATORY.fullmatch(text)):
            break
        found.append(at)
    return found
