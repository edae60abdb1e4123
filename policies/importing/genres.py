"""公文种类 from the last word of a title, only where it is certain."""

import re

_NOTE = re.compile(r"\s*[（(〔\[【][^（()）〔〕\[\]【】]*[)）〕\]】]\s*$")
_NUMBER_NOTE = re.compile(r"\s*[（(][^（()）]*[〔\[【][0-9]{4}[〕\]】][^（()）]*[)）]\s*$")
_DRAFT = re.compile(r"征求意见|草案|送审|讨论稿|[（(].*稿[)）]$")
_ABOUT = re.compile(r"解读|图解|读懂|问答|起草说明|答记者问")
# A word at the end of a title, and what it must not be part of or must follow.
_WORDS = [
    (re.compile(r"决议$"), "resolution"),
    (re.compile(r"决定$"), "decision"),
    (re.compile(r"命令$|(?<![条法禁指司勒号口])令$"), "order"),
    (re.compile(r"(?<!政府)公报$"), "communique"),
    (re.compile(r"公告$"), "proclamation"),
    (re.compile(r"通告$"), "public_notice"),
    (re.compile(r"^(?!.*(?:征求|征集|听取|反馈)).*意见$"), "opinion"),
    (re.compile(r"通知$"), "notice"),
    (re.compile(r"通报$"), "circular"),
    (re.compile(r"(?:的|工作|情况|年度)报告$"), "report"),
    (re.compile(r"请示$"), "request"),
    (re.compile(r"批复$"), "reply"),
    (re.compile(r"议案$"), "motion"),
    (re.compile(r"(?<![信来去公])函$"), "letter"),
    (re.compile(r"纪要$"), "minutes"),
]


def of_title(title: str) -> str:
    """The value of Document.Genre, or "" when the title does not say it for certain."""
    if _DRAFT.search(title) or _ABOUT.search(title):
        return ""
    bare = title.strip()
    for _ in range(3):
        bare = _NOTE.sub("", _NUMBER_NOTE.sub("", bare))
    return next((value for pattern, value in _WORDS if pattern.search(bare)), "")
