"""Articles in clean HTML: each 条 is a paragraph with an anchor (policies/bodytext.py), which others find again here."""

import re

_ANCHOR = r"(?:[a-z]{1,2}-)?a[0-9]"
IS_ANCHOR = re.compile(_ANCHOR)
"""Matches the anchor of an article (a8, a12-1, fa3) and of nothing else."""
LABEL = re.compile(r"第[^条\s]{1,12}条(?:之[一二三四五六七八九十]+)?")
"""第十二条, 第十二条之一."""
_ANY = re.compile(rf'<p id="{_ANCHOR}')


def has_articles(body: str) -> bool:
    return _ANY.search(body) is not None


def article_anchor(label: str, body: str) -> str:
    """The anchor of 第八条 in a body; empty without such an article."""
    if not label:
        return ""
    found = re.search(rf'<p id="({_ANCHOR}[^"]*)">(?:<[^>]+>)*\s*{re.escape(label)}(?!之)', body)
    return found[1] if found else ""
