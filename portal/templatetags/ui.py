"""Components of the public pages. No tag here asks the database; every one is shown on /styleguide/."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Drawn in a 12 × 12 box. A state keeps its own shape, so that colour is never the only difference.
_DISC = '<circle cx="6" cy="6" r="5.5" fill="currentColor"/>'
_RING = '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
_HALF = _RING + '<path d="M6 1.25a4.75 4.75 0 0 0 0 9.5z" fill="currentColor"/>'
_CROSS = '<path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round"/>'
_BARRED = _RING + '<path d="M3.7 3.7l4.6 4.6M8.3 3.7l-4.6 4.6" stroke="currentColor" stroke-width="1.5"/>'
_INFO = _RING + '<path d="M6 3v1.5M6 5.5v3.25" stroke="currentColor" stroke-width="1.5"/>'

SHAPES = {"有效": _DISC, "已修改": _HALF, "失效": _CROSS, "废止": _BARRED, "尚未施行": _RING}
TONES = {"有效": "ok", "已修改": "warn", "失效": "end", "废止": "end", "尚未施行": "wait"}
_SHAPE_OF_TONE = {"ok": _DISC, "warn": _HALF, "end": _CROSS, "wait": _RING}

_TABLE_FRAME = '<div class="table-scroll" data-table-scroll role="region" aria-label="表格 {}" tabindex="0">'
_TABLE = re.compile(r"(<table\b[^>]*>|</table\s*>)", re.IGNORECASE)


def _field(value: object, name: str) -> str:
    found = value.get(name, "") if isinstance(value, Mapping) else getattr(value, name, "")
    return str(found or "")


@register.simple_tag
def mark(value: object) -> SafeString:
    """A state as word, shape and colour; value has label and tone, or is the word itself."""
    label = _field(value, "label") or str(value)
    return _drawn_mark(label, _field(value, "tone") or TONES.get(label, "wait"))


@lru_cache(maxsize=200)
def _drawn_mark(label: str, tone: str) -> SafeString:
    context = {"label": label, "tone": tone, "shape": _shape(label, tone)}
    return mark_safe(render_to_string("components/_mark.html", context).strip())


@register.simple_tag
def options(choices: Iterable[Any]) -> SafeString:
    """The lines of a facet. Built by hand: a list page has hundreds, and templates for them would be half its time."""
    return mark_safe("".join(_option(choice) for choice in choices))


def _option(choice: Any) -> str:
    url, label, count = (escape(_field(choice, name)) for name in ("url", "label", "count"))
    lower = getattr(choice, "below", ())
    below = f"<ul>{''.join(map(_option, lower))}</ul>" if lower else ""
    current, chosen = _CHOSEN if _field(choice, "selected") else ("", "")
    return (
        f'<li><a href="{url}"{current}><span>{label}{chosen}</span>'
        f'<span class="num">{count}<span class="sr-only"> 件</span></span></a>{below}</li>'
    )


_CHOSEN = (' aria-current="true"', '<span class="sr-only">（已选，再点取消）</span>')


@register.simple_tag
def shape(tone: str, label: str = "") -> SafeString:
    """The drawing of a tone alone, beside a sentence that says the word."""
    return format_html('<svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>', _shape(label, tone))


def _shape(label: str, tone: str) -> SafeString:
    return mark_safe(SHAPES.get(label) or _SHAPE_OF_TONE.get(tone, _INFO))


@register.simple_tag
@lru_cache(maxsize=500)
def styles(*names: str) -> SafeString:
    """Links of the components that a page uses; "pages/home" names a page's own file."""
    paths = (static(f"css/{name if '/' in name else f'components/{name}'}.css") for name in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((path,) for path in paths))


@register.simple_tag
@lru_cache(maxsize=500)
def modules(*names: str) -> SafeString:
    """Script modules of a page; each one leaves the page as it is when its data- attribute is missing."""
    return format_html_join(
        "\n", '<script type="module" src="{}"></script>', ((static(f"js/{name}.js"),) for name in names)
    )


@register.simple_tag
def panel_styles(shown: Iterable[Any]) -> SafeString:
    """Style sheets of the panels that apps added to a page (portal/panels.py), each once."""
    return styles(*dict.fromkeys(name for each in shown or () for name in each.panel.styles))


@register.simple_tag
def panel_modules(shown: Iterable[Any]) -> SafeString:
    """Script modules of those panels, each once."""
    return modules(*dict.fromkeys(name for each in shown or () for name in each.panel.modules))


@register.simple_block_tag
def panel(content: str, title: str) -> str:
    """A framed block with a heading."""
    return render_to_string("components/_panel.html", {"content": content, "title": title})


@register.simple_block_tag
def fold(content: str, title: str, count: int | None = None, kind: str = "", wide: bool = True) -> str:
    """A <details> that is folded on a phone; wide=True shows it open beside the text on a wide screen."""
    context = {"content": content, "title": title, "count": count, "kind": kind, "wide": wide}
    return render_to_string("components/_fold.html", context)


@register.filter(is_safe=True)
def scrollable_tables(html: str) -> SafeString:
    """Frames every outermost table of sanitised HTML, so that a wide one scrolls by touch and by keyboard."""
    depth = count = 0
    parts: list[str] = []
    for part in _TABLE.split(html):
        if part[:6].lower() == "<table":
            depth += 1
            if depth == 1:
                count += 1
                part = _TABLE_FRAME.format(count) + part
        elif part[:7].lower() == "</table" and depth:
            depth -= 1
            part = part if depth else f"{part}</div>"
        parts.append(part)
    return mark_safe("".join(parts))


@register.filter
def initial(name: str) -> str:
    """The character that stands as a tile's picture: the first one that is neither 我 nor a mark."""
    letters = re.sub(r"^(?:我是|我要|我有|我)", "", name.strip()) or name
    return letters[:1]
