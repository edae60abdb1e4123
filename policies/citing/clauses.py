"""Sentences that end, change, prolong or found something, read into suggestions. Nothing is applied from here."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.citing import sentences
from policies.citing.dates import DAY, SINCE, SPAN, Known, exact_day, first_day, last_day
from policies.citing.lists import listed
from policies.citing.sentences import LIST, Named, Sentence

_ARTICLES = r"(?:中?的?((?:第[〇零一二三四五六七八九十百0-9]+[条款项章](?:之[一二三])?[、和及与至]?)+))?"
_OFTEN = r"(?:(?:同时|一并|相应|即行|即|均|也|亦|现|已|随之|自行|正式|统一|全部)*)"
_SAME = r"(?:同日|即日|同时|本[^，。]{1,6}(?:施行|实施|执行|印发|发布|公布|生效)之日)"
_SINCE = rf"(?:[，,]?(?:自|从|于|在)(?:({SINCE})|{_SAME})(?:之日)?(?:起)?[，,]?)?"
_END = r"(?:予以|宣布)?(?:废止|停止执行|停止施行|停止使用|停止实施|失效|作废|不再执行|不再施行)"
_NOT_A_VERB = r"(?![前后之的或时以和与理情工范文目清决通部])"
_TAIL = (
    r"(?:等)?(?:上述)?(?:共?[0-9一二两三四五六七八九十]+(?:件|个|份|部|项))?"
    rf"(?:文件|行政规范性文件|规范性文件|政策文件)?{_ARTICLES}"
)
_REPEAL_AFTER = re.compile(rf"({LIST}){_TAIL}[，,]?{_SINCE}{_OFTEN}{_END}{_NOT_A_VERB}")
_REPEAL_BEFORE = re.compile(
    rf"(?<![被未不已])(?<!需要|应当|建议|可以|按照|根据)(?:废止|停止执行)[：:]?({LIST}){_ARTICLES}(?!的)"
)
_REPLACES = re.compile(
    rf"(?:替代|取代|代替)(?:原)?({LIST})"
    rf"|({LIST})(?:同时)?(?:由|为)(?:本[^，。、]{{1,6}})(?:所)?(?:替代|取代|代替)"
)
_AMENDS = re.compile(
    rf"对({LIST}){_ARTICLES}(?:的?部分(?:条款|内容))?(?:作|进行|做)(?:出|了)?(?:以下|如下|下列|相应|部分)?(?:的)?(?:修改|修订|调整)"
    rf"|将({LIST}){_ARTICLES}[^。]{{0,40}}(?:修改|调整|修订)为|(?:决定|现|现对|现将)?(?:修改|修订)({LIST}){_ARTICLES}"
    rf"|({LIST}){_ARTICLES}(?:作|做)(?:以下|如下|下列|相应)(?:修改|调整)|({LIST}){_ARTICLES}(?:修改|修订)为"
)  # fmt: skip
_EXTENDS = re.compile(
    rf"({LIST})的?有效期(?:限)?(?:延长|延续|顺延|展期)(?:到|至)({DAY})|延长({LIST})的?有效期(?:限)?(?:到|至)({DAY})"
    rf"|({LIST})(?:继续(?:有效|执行|施行|实施))[，,]?(?:有效期(?:限)?)?(?:延长|延续|顺延)?(?:到|至)({DAY})"
)
_BASED = re.compile(rf"(?:根据|依据|按照|依照|遵照)(?:[^，。；\ue000-\uf8ff]{{0,16}})({LIST})")
_FOUNDING = re.compile(
    r"制定(?:本|了?如下)|特?制[定订]|现就|现将|现对|现作|现决定|现印发|现提出|提出(?:如下|以下)"
    r"|(?:通知|决定|规定|通告|公告)如下|结合.{0,12}实际"
)
_CARRIES = re.compile(
    rf"(?:贯彻落实|贯彻执行|贯彻实施|贯彻|落实|实施)(?:好)?(?:[^，。；\ue000-\uf8ff]{{0,16}})({LIST})"
)
_EFFECT = re.compile(
    rf"(?:^|[，,、；：])(?:第[一-龥0-9]+条)?(本?[^，。；、\ue000-\uf8ff自从《》]{{0,14}})(?:自|从)({SINCE})(?:之日)?(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|试行|起施)"
)
_EXPIRES = re.compile(
    rf"(?:^|[，,、；：])(?:第[一-龥0-9]+条)?([^，。；、]{{0,14}}?)(?:的)?(?:有效期(?:限|为)?(?:截止|截至|自{DAY}起?)?(?:到|至)|施行至|执行至|实施至|试行至)({DAY})"
)
_UNTIL = re.compile(
    rf"(?:施行|实施|执行|有效期)[^。]{{0,12}}[，,]至({DAY})(?:止|终止|截止|废止|失效|自动失效|自行失效)"
)
_LASTS = re.compile(
    rf"(?:^|[，,、；：（(])([^，。；、（(]{{0,14}}?)(?:的)?(?:有效期(?:限)?|试行期(?:限)?|施行期(?:限)?)[为：:是]?{SPAN}"
)
_OF_ITSELF = re.compile(
    r"本(?:办法|规定|细则|意见|通知|措施|方案|政策|通告|公告|预案|规程|文件|决定|规则|条例|制度|标准)|施行|实施|执行"
)
_OWN = re.compile(r"本(?!市|区|县|省|镇|乡|市的)|^$|^其$|^(?:以上|上述)")
_OF_A_MEETING = re.compile(r"会议[^，。；]{0,8}(?:同意|通过|决定|议定|明确|要求)")
NOBODY = Named()
_PASSIVE = re.compile(r"(?:被|已经?由|将由)[^，。]{0,12}$")


@dataclass(frozen=True)
class Suggestion:
    """`kind`: a kind of relation, or effective_on, expires_on. `day`: since when; of extends: until when; of a date: itself."""

    kind: str
    evidence: str
    named: Named = NOBODY
    day: dt.date | None = None
    articles: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.named.key or self.day}"[:150]


def suggestions(text: str, known: Known, own: Named = NOBODY) -> list[Suggestion]:
    """What `text` (one line for each block, cells apart by tabs) suggests, each once, in order; never about itself."""
    aliases: sentences.Aliases = {}
    lines = text.split("\n")
    found: dict[str, Suggestion] = {}
    own_keys = {Named(own.title).key, Named(number=own.number).key} - {""}
    read = [(line, [sentences.read(each, aliases) for each in sentences.split(line)]) for line in lines]
    known = _with_effect(read, known)
    for _line, parts in read:
        for sentence in parts:
            for each in _of_sentence(sentence, known):
                if each.named.key not in own_keys:
                    found.setdefault(each.key, each)
    for named, evidence in listed(lines):
        each = Suggestion("repeals", evidence, named, known.effective_on)
        if named.key not in own_keys:
            found.setdefault(each.key, each)
    return _settled(list(found.values()))


def _with_effect(read: list[tuple[str, list[Sentence]]], known: Known) -> Known:
    """The day of effect that the text itself states counts before the one that is filled in."""
    for _, parts in read:
        for sentence in parts:
            for each in _effect(sentence, known):
                return Known(known.written_on, known.printed_on, known.published_on, each.day)
    return known


def _settled(found: list[Suggestion]) -> list[Suggestion]:
    """What is repealed is not also founded upon; of two last days the first sentence counts."""
    ended = {each.named.key for each in found if each.kind in ("repeals", "replaces")}
    once: set[str] = set()
    kept = []
    for each in found:
        if each.kind in ("based_on", "implements") and each.named.key in ended:
            continue
        if each.kind.endswith("_on") and each.kind != "based_on":
            if each.kind in once:
                continue
            once.add(each.kind)
        kept.append(each)
    return kept


def _of_sentence(sentence: Sentence, known: Known) -> Iterator[Suggestion]:
    yield from _effect(sentence, known)
    yield from _expiry(sentence, known)
    if sentence.named:
        yield from _repeals(sentence, known)
        yield from _changes(sentence, known)
        yield from _grounds(sentence)


def _effect(sentence: Sentence, known: Known) -> Iterator[Suggestion]:
    """A clause without a subject speaks of the text itself, unless a meeting agreed to it: then of what was before it."""
    for match in _EFFECT.finditer(sentence.folded):
        if not match[1] and _OF_A_MEETING.search(sentence.folded[: match.start()]):
            continue
        if _OWN.search(match[1]) and (day := first_day(match[2], known)):
            yield Suggestion("effective_on", sentence.plain, day=day)


def _expiry(sentence: Sentence, known: Known) -> Iterator[Suggestion]:
    folded = sentence.folded
    speaks_of_itself = bool(_OF_ITSELF.search(folded))
    for match in _EXPIRES.finditer(folded):
        if speaks_of_itself and _OWN.search(match[1]) and (day := exact_day(match[2])):
            yield Suggestion("expires_on", sentence.plain, day=day)
    until = _UNTIL.search(folded)
    if until and (day := exact_day(until[1])):
        yield Suggestion("expires_on", sentence.plain, day=day)
    for match in _LASTS.finditer(folded):
        start = known.effective_on or known.printed_on or known.written_on
        if speaks_of_itself and _OWN.search(match[1]) and start and (day := last_day(start, match[2] + match[3])):
            yield Suggestion("expires_on", sentence.plain, day=day)


def _repeals(sentence: Sentence, known: Known) -> Iterator[Suggestion]:
    for match in _REPEAL_AFTER.finditer(sentence.folded):
        before = sentence.folded[: match.start()]
        if _PASSIVE.search(before):
            continue
        since = first_day(match[3], known) if match[3] else known.effective_on
        for named in sentence.documents(match[1]):
            yield Suggestion("repeals", sentence.plain, named, since, match[2] or "")
    for match in _REPEAL_BEFORE.finditer(sentence.folded):
        for named in sentence.documents(match[1]):
            yield Suggestion("repeals", sentence.plain, named, known.effective_on, match[2] or "")
    for match in _REPLACES.finditer(sentence.folded):
        for named in sentence.documents(match[1] or match[2]):
            yield Suggestion("replaces", sentence.plain, named, known.effective_on)


def _changes(sentence: Sentence, known: Known) -> Iterator[Suggestion]:
    for match in _AMENDS.finditer(sentence.folded):
        groups = [(match[at], match[at + 1]) for at in (1, 3, 5, 7, 9)]
        documents, articles = next(pair for pair in groups if pair[0])
        for named in sentence.documents(documents):
            yield Suggestion("amends", sentence.plain, named, known.effective_on, articles or "")
    for match in _EXTENDS.finditer(sentence.folded):
        documents = match[1] or match[3] or match[5]
        day = exact_day(match[2] or match[4] or match[6])
        for named in sentence.documents(documents) if day else []:
            yield Suggestion("extends", sentence.plain, named, day)


def _grounds(sentence: Sentence) -> Iterator[Suggestion]:
    if not _FOUNDING.search(sentence.folded):
        return
    for match in _CARRIES.finditer(sentence.folded):
        for named in sentence.documents(match[1]):
            yield Suggestion("implements", sentence.plain, named)
    for match in _BASED.finditer(sentence.folded):
        for named in sentence.documents(match[1]):
            yield Suggestion("based_on", sentence.plain, named)
