"""发文机关 as sources write them, into the names of bodies. Split only where it is certain."""

import re

from policies.importing.values import line_of

MAX_NAME = 100  # characters, as Unit.name

_BODY = re.compile(
    r"(?:院|厅|局|部|委|会|室|府|办|署|行|处|团|军|所|社|站|区|委员会|中心|大学|学院|公司|集团|总队|支队|大队|法庭"
    r"|科协|人大|政协|组|管理区)$"
)
_MARKS = re.compile(r"[、，,；;]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_DOUBTFUL = re.compile(r"关于|等[一二三四五六七八九十0-9]*[个部单机]|[《》。：:]")
# Two bodies written without anything between them: …厅河北省财政厅, …部国家税务总局
_RUN_TOGETHER = re.compile(
    r"(?:厅|局|部|委员会|法院|检察院|组织部|办公室|办公厅|国务院|扶贫办|联合会|总工会)"
    r"(?=中共|国家|国务院|全国|最高人民|财政部|教育部|住房和城乡建设部|中国|\w{2,3}?(?:省|市|自治区)\w{2,}(?:厅|局|委|会|室|院))"
)


def split(text: str) -> tuple[list[str], list[str]]:
    """(names in order without repetition, flags). Unclear text stays one name and is flagged."""
    whole = line_of(text)
    if not whole:
        return [], []
    parts = [line_of(part) for part in _MARKS.split(whole) if part.strip()]
    flags = []
    if len(parts) > 1 and not all(_is_body(part) for part in parts):
        parts = [whole]
        flags.append("issuer-unclear")
    elif any(_DOUBTFUL.search(part) or _RUN_TOGETHER.search(part) for part in parts):
        flags.append("issuer-unclear")
    if any(len(part) > MAX_NAME for part in parts):
        flags.append("issuer-cut")
    return list(dict.fromkeys(part[:MAX_NAME].strip() for part in parts)), flags


def _is_body(part: str) -> bool:
    return len(part) >= 2 and bool(_BODY.search(part)) and not _DOUBTFUL.search(part)
