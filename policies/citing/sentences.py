"""A sentence with what it names folded into single characters, so that patterns can speak of lists of documents."""

import re
from dataclasses import dataclass, field

from policies.citing.mentions import find, title_key
from policies.numbers import search_key

ITEM = "[\ue000-\uf8ff]"
_FIRST = 0xE000
LIST = rf"{ITEM}(?:(?:以?及|[、，,；;和与])?{ITEM})*"
_SPLIT = re.compile(r"(?<=[。！？；\n])")
_QUOTED = re.compile(r"“[^“”]{4,}”")
ALIAS = re.compile(r"(?:以下|下)(?:统一?|分别)?(?:简称|称)[:：为]?[“\"《]*([^“”\"《》（）()]{2,30})")


@dataclass(frozen=True)
class Named:
    """A document as the text names it: at least one of the two."""

    title: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        return search_key(self.number) if self.number else title_key(self.title)


@dataclass
class Sentence:
    """`folded`: the sentence with one private character for each document named; `plain`: as written."""

    plain: str
    folded: str
    named: list[Named] = field(default_factory=list)

    def documents(self, folded: str) -> list[Named]:
        """The documents behind the private characters of a part of `folded`."""
        return [self.named[ord(char) - _FIRST] for char in folded if "\ue000" <= char <= "\uf8ff"]


Aliases = dict[str, Named]


def split(line: str) -> list[str]:
    """Sentences of one line; not within the brackets of a title, nor within quotation marks."""
    parts, held = [], ""
    for part in _SPLIT.split(line):
        held += part
        if held.count("《") <= held.count("》") and held.count("“") <= held.count("”"):
            parts.append(held)
            held = ""
    return [each.strip() for each in [*parts, held] if each.strip()]


def read(text: str, aliases: Aliases) -> Sentence:
    """Folds one sentence; names introduced by 以下简称 are added to `aliases` and understood from then on."""
    sentence = Sentence(text, "")
    parts, position = [], 0
    for each in find(text):
        if each.start < position:
            continue
        end, number = each.end, ""
        if each.kind == "title":
            end, inner = _bracket(text, end)
            number = next((found.text for found in find(inner) if found.kind == "number"), "")
            named = Named(each.text[1:-1], number)
            known = aliases.get(each.key)
            if alias := ALIAS.search(inner):
                aliases[title_key(alias[1])] = named
            elif known and not number:
                named = known
        else:
            named = Named(number=each.text)
        parts += [text[position : each.start], chr(_FIRST + len(sentence.named))]
        sentence.named.append(named)
        position = end
    folded = re.sub(r"[ \u3000\xa0]+", "", "".join([*parts, text[position:]]))
    sentence.folded = _QUOTED.sub("", folded)
    return sentence


def _bracket(text: str, end: int) -> tuple[int, str]:
    """(end, words) of the bracket right behind a title: its number, how it is called from here on."""
    match = re.compile(r"\s*[（(]((?:[^（）()]|[（(][^（）()]*[）)]){2,120})[）)]").match(text, end)
    if not match:
        return end, ""
    inner = match[1]
    about = find(inner)
    if ALIAS.search(inner) or (about and about[0].kind == "number"):
        return match.end(), inner
    return (match.end(), "") if len(inner) <= 6 and not about else (end, "")
