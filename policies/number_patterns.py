"""Patterns of document numbers 发文字号, for text folded to half width with FOLD. All are bounded."""

import re
import unicodedata

from policies.numerals import SERIAL, YEAR

MAX_PREFIX_LENGTH = 40  # characters
HAN = "\u3400-\u9fff"
OPEN = "〔\\[(【「『《〈<{〖﹝❲〘"
CLOSE = "〕\\])】」』》〉>}〗﹞❳〙"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼黔滇"
PREFIX = rf"(?P<prefix>[A-Za-z{HAN}](?:[A-Za-z0-9{HAN}·、]|\([A-Za-z{HAN}]{{1,8}}\)){{0,{MAX_PREFIX_LENGTH - 1}}}?)"

INVISIBLE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x3000], " ")
# One character to one character, so that positions in the folded text are positions in the original.
FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}  # Kangxi radicals of PDFs
    | {"號": "号", "｢": "「", "｣": "」"}
    | {chr(code): " " for code in INVISIBLE}
)
ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
LABEL = re.compile(r"(?:发文字号|发文号|文件编号|文件号|文号|字号)[:：]")
TAIL_WORDS = re.compile(r"(?:文件?|[。,;、]|[〔\[(][〕\])])$")

BRACKETED = re.compile(
    rf"{PREFIX}[{OPEN}](?P<year>{YEAR})年?[{CLOSE}](?:第|号(?=[0-9]+$))?(?P<serial>{SERIAL})号?",
)
ORDER = re.compile(
    rf"{PREFIX}(?<=[令告])(?:(?P<sure>第)?(?P<serial>{SERIAL})(?P<mark>号)?|[{OPEN}]第(?P<serial2>{SERIAL})号[{CLOSE}])"
)
POSTFIX = re.compile(rf"{PREFIX}(?:(?P<year>{YEAR})年)?第?(?P<serial>{SERIAL})号(?P<genre>令|公告|通告)")
UNBRACKETED = re.compile(
    rf"(?P<prefix>[^0-9〇]{{1,60}}?) ?(?P<year>{YEAR}) ?"
    rf"(?P<sep>年 ?第?|[-‐‑–—−~/_.·•,、:] ?第?|第|(?<= )) ?(?P<serial>{SERIAL}) ?(?P<mark>号?)"
)
PREFIX_ONLY = re.compile(PREFIX)
PREFIX_END = re.compile(rf"(?:国务院、)?(?:[A-Za-z{HAN}·]|\([{HAN}]{{1,8}}\)(?=[{HAN}])){{1,{MAX_PREFIX_LENGTH}}}$")

GENRE = re.compile(r"(?:令|公告|通告)$")
BODY = re.compile(r"(?:人民政府|部|局|委|会|署|院|厅|海关|银行)$")
CODE_START = re.compile(rf"[{PROVINCES}]|国[发办函科卫]|中[发办]|财[税政库金建]|人社|税总")
CODE_END = re.compile(r"[发办函字规电任令]$")
NO_CODE = re.compile(r"规划|计划|方案|工程|报告|年鉴|目录|指南|标准|版")
SENTENCE = re.compile(
    "根据|依据|按照|已按|下发的|依照|参照|执行|通知|印发|发布|公布|转发|批转|文件|关于|通过|以及|贯彻|落实|同意|废止|你[省市县区]|我[省市县区院]"
    rf"|(?:人民政府|办公厅|办公室|委员会|国务院|人民法院|检察院)(?=[{HAN}(][{HAN}(])(?![^0-9]*(?:令|公告|通告)$)"
    rf"|[厅局委部](?=[{PROVINCES}][政府委办人]|国[发办函])"
    rf"|按(?=国|[{PROVINCES}])|(?:办法|规定|意见|细则|条例)(?=[{PROVINCES}]|.{{2,}}(?:政府|部|局|委|院)令$)"
)
RUNNING = re.compile(
    rf"(?<!共)和(?=国[发办函科]|[{PROVINCES}])|(?<=.)(?<!共)和|(?<=.)[及与或按]|按(?=国|[{PROVINCES}])|.(?=国(?:发|函|办发|办函)$)"
)
ORDER_RUNNING = re.compile(
    "根据|依据|按照|依照|执行|通知|印发|发布|公布|关于|通过|以及|[以由及与]|(?<!共)和(?!社会|信息|农村|计划|旅游|商|城)"
)
LEADING = re.compile(rf"[以见原](?=.)|[日月年号由据自](?=[{PROVINCES}]|国|中)|[日月年](?=.)")
MENTION = re.compile(
    rf"(?P<open>[{OPEN}])\s{{0,3}}(?P<year>{YEAR})\s{{0,2}}年?\s{{0,2}}[{CLOSE}]\s{{0,3}}第?\s{{0,3}}"
    rf"(?P<serial>{SERIAL})(?:\s{{0,3}}(?P<mark>号)|(?![0-9]))"
    rf"|(?P<genre>令|公告|通告)\s{{0,3}}(?:(?P<year2>{YEAR})\s{{0,2}}年\s{{0,2}})?"
    rf"(?:第?\s{{0,3}}(?P<serial2>{SERIAL})\s{{0,3}}号|\(第(?P<serial3>{SERIAL})号\))"
    rf"|(?:(?P<year4>{YEAR})\s{{0,2}}年\s{{0,2}})?第?\s{{0,2}}(?P<serial4>{SERIAL})\s{{0,2}}号\s?(?P<genre4>令|公告|通告)(?!第)"
)

# What a search query may hold of a number. A code alone counts only when it can hardly be a word: 沪府发, not 云计算.
QUERY_TOKEN = re.compile(
    rf"(?P<year>[{OPEN}] ?{YEAR} ?年? ?[{CLOSE}]|(?<![0-9]){YEAR}(?![0-9]| ?号)年?)"
    rf"|(?P<serial>第? ?{SERIAL} ?号)|(?P<bare>[0-9]{{1,8}})"
    rf"|(?P<prefix>[A-Za-z{HAN}(](?:(?!第? ?{SERIAL} ?号|第[0-9])[ A-Za-z{HAN}()])*)"
)
SURE_CODE = re.compile(
    rf"(?:[{PROVINCES}国中][{HAN}]{{0,6}}[发函规字任办令府政电]|[{PROVINCES}][政府委][{HAN}]{{0,5}})"
)
