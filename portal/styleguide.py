"""Plain data for /styleguide/, which shows every component in every state. Nothing here is published content."""

import datetime
from types import SimpleNamespace
from typing import Any

STATES = [
    {"label": "有效", "tone": "ok", "sentence": ""},
    {"label": "已修改", "tone": "warn", "sentence": "第六条已被修改，自2026年3月1日起按新规定执行。"},
    {"label": "尚未施行", "tone": "wait", "sentence": "本文件自2027年1月1日起施行。"},
    {"label": "失效", "tone": "end", "sentence": "本文件有效期至2025年6月30日，已经失效。"},
    {"label": "废止", "tone": "end", "sentence": "本文件已被废止，自2024年9月1日起不再执行。"},
]


def _document(title: str, number: str, issuer: str, published: str, state: int, summary: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        title=title,
        number=number,
        lead_issuer=SimpleNamespace(short_name=issuer),
        published_on=datetime.date.fromisoformat(published),
        validity=STATES[state],
        summary=summary,
        get_absolute_url="#sample",
    )


DOCUMENTS = [
    _document(
        "岚屿区既有多层住宅加装电梯资金补助办法",
        "岚建规〔2024〕3号",
        "区建设管理委",
        "2024-06-17",
        1,
        "补助按照电梯购置和安装费用的百分之四十计算，每台最高不超过二十八万元。",
    ),
    _document(
        "岚屿区人民政府办公室关于印发《岚屿区稻米绿色生产奖补实施细则》的通知",
        "岚府办规〔2026〕2号",
        "区政府办公室",
        "2026-02-09",
        0,
        "对种植面积五十亩以上、全程使用绿色防控的种植户，每亩奖补一百二十元。",
    ),
    _document(
        "岚屿区海岛民宿管理若干规定",
        "岚府规〔2026〕5号",
        "区政府",
        "2026-10-28",
        2,
        "民宿经营者应当在开业前向所在地镇人民政府备案，并公示消防、食品安全责任人。",
    ),
    _document("关于做好2023年河蟹养殖尾水治理工作的通知", "岚农〔2023〕18号", "区农业农村委", "2023-03-21", 3),
    _document("岚屿区小型船舶修造企业临时用电补贴办法", "岚经〔2019〕7号", "区经济委", "2019-04-02", 4),
]

ELEMENTS = [
    {"label": "索引号", "value": "MA9900123-2024-0012", "url": None, "copy": True},
    {"label": "发文字号", "value": "岚建规〔2024〕3号", "url": None, "copy": True},
    {"label": "发文机关", "value": "岚屿区建设和管理委员会", "url": "#unit", "copy": False},
    {"label": "公文种类", "value": "通知（行政规范性文件）", "url": None, "copy": False},
    {"label": "成文日期", "value": "2024年6月10日", "url": None, "copy": False},
    {"label": "公开日期", "value": "2024年6月17日", "url": None, "copy": False},
    {"label": "施行日期", "value": "2024年7月1日", "url": None, "copy": False},
    {"label": "有效期至", "value": "2029年6月30日", "url": None, "copy": False},
    {"label": "主题分类", "value": "城乡建设、环境保护 › 城乡建设", "url": "#topic", "copy": False},
]

TOC = [
    {"anchor": "c1", "label": "第一章　总则", "level": 2},
    {"anchor": "c2", "label": "第二章　补助标准", "level": 2},
    {"anchor": "a6", "label": "第六条　补助比例和上限", "level": 3},
    {"anchor": "t1", "label": "附表：各楼层分担比例", "level": 2},
]

BODY = """
<p class="to">各镇人民政府，区政府各委、办、局：</p>
<p>现将《岚屿区既有多层住宅加装电梯资金补助办法》印发给你们，请认真按照执行。</p>
<h2 id="c1">第一章　总则</h2>
<p id="a1"><b>第一条</b>　为了支持居民为既有多层住宅加装电梯，减轻出资负担，结合本区实际，制定本办法。</p>
<p id="a2"><b>第二条</b>　本区已经建成使用、四层以上且没有电梯的住宅，经业主依法共同决定加装电梯的，适用本办法。</p>
<h2 id="c2">第二章　补助标准</h2>
<p id="a6"><b>第六条</b>　补助按照电梯购置和安装费用的百分之四十计算，每台最高不超过二十八万元。由区财政承担：</p>
<ol><li>竣工验收合格后拨付百分之八十；</li><li>运行满一年后拨付其余部分。</li></ol>
<h3 id="t1">附表：各楼层分担比例</h3>
<table><thead><tr><th>楼层</th><th>分担系数</th><th>六层楼各户参考金额（元）</th><th>说明</th></tr></thead>
<tbody><tr><td>一层</td><td>0</td><td>0</td><td>不分担</td></tr><tr><td>二层</td><td>0.5</td><td>9,600</td><td>可以协商减免</td></tr>
<tr><td>三层</td><td>1.0</td><td>19,200</td><td>基准楼层</td></tr></tbody></table>
<p class="sign">岚屿区建设和管理委员会</p>
<p class="sign">2024年6月10日</p>
"""

RELATIONS = [
    {
        "label": "沿革",
        "items": [
            {
                "date": "2020-05-11",
                "title": "岚屿区既有住宅加装电梯试行办法",
                "number": "岚建〔2020〕21号",
                "url": "#old",
                "note": "由本办法废止",
                "mark": STATES[4],
            },
            {
                "date": "2024-06-17",
                "title": "本办法",
                "number": "岚建规〔2024〕3号",
                "url": None,
                "note": "",
                "mark": None,
            },
            {
                "date": "2026-02-20",
                "title": "关于调整加装电梯补助标准的通知",
                "number": "岚建规〔2026〕1号",
                "url": "#new",
                "note": "修改第六条",
                "mark": STATES[0],
            },
        ],
    },
    {
        "label": "依据",
        "items": [
            {
                "date": "",
                "title": "望海市既有多层住宅加装电梯管理规定",
                "number": "",
                "url": "#law",
                "note": "",
                "mark": None,
            }
        ],
    },
]

ATTACHMENTS = [
    {"title": "加装电梯补助申请表", "kind": "docx", "size": "28 KB", "url": "#form", "role": "附件1"},
    {"title": "正式文本", "kind": "pdf", "size": "412 KB", "url": "#pdf", "role": ""},
]

FACETS = [
    {
        "name": "audience",
        "label": "我是",
        "options": [
            {"label": "老房子业主", "url": "#1", "count": 14, "selected": True},
            {"label": "老年人", "url": "#2", "count": 9, "selected": False},
        ],
        "more": [{"label": "物业企业", "url": "#3", "count": 4, "selected": False}],
    },
    {
        "name": "year",
        "label": "年份",
        "options": [{"label": "2026", "url": "#4", "count": 6, "selected": False}],
        "more": [],
    },
]

TILES = [
    {"name": "城乡建设、环境保护", "url": "#t1", "count": 86},
    {"name": "农业、林业、水利", "url": "#t2", "count": 64},
    {"name": "民政、扶贫、救灾", "url": "#t3", "count": 41},
    {"name": "商贸、海关、旅游", "url": "#t4", "count": 27},
]

SAMPLES: dict[str, Any] = {
    "heading": "样式手册",
    "states": STATES,
    "notices": [
        {
            "tone": "warn",
            "before": "第六条已由",
            "text": "《关于调整加装电梯补助标准的通知》（岚建规〔2026〕1号）",
            "url": "#new",
            "after": "修改，自2026年3月1日起施行。",
        },
        {
            "tone": "end",
            "before": "已由",
            "text": "岚建规〔2024〕3号",
            "url": "#new",
            "after": "废止，自2024年7月1日起不再执行。",
        },
        {"tone": "wait", "before": "", "text": "本文件自2027年1月1日起施行。", "url": "", "after": ""},
        {"tone": "ok", "before": "", "text": "本文件现行有效。", "url": "", "after": ""},
        {"tone": "", "before": "", "text": "不认识的筛选条件“颜色”已忽略。", "url": "", "after": ""},
    ],
    "documents": DOCUMENTS,
    "elements": ELEMENTS,
    "toc": TOC,
    "body": BODY,
    "relation_groups": RELATIONS,
    "attachments": ATTACHMENTS,
    "facets": FACETS,
    "chips": [{"label": "老房子业主", "url": "#x"}, {"label": "行政规范性文件", "url": "#y"}],
    "clear_url": "#clear",
    "zero": [{"label": "2019年", "url": "#z", "count": 12}],
    "page_links": [
        {"label": "上一页", "url": "#p1", "current": False},
        {"label": "1", "url": "#p1", "current": False},
        {"label": "2", "url": "#p2", "current": True},
        {"label": "…", "url": None, "current": False},
        {"label": "18", "url": "#p18", "current": False},
        {"label": "下一页", "url": "#p3", "current": False},
    ],
    "tiles": TILES,
    "previous": DOCUMENTS[3],
    "next": DOCUMENTS[2],
    "rows": [{"title": "岚屿区2026年重大行政决策事项目录", "url": "#r1", "date": datetime.date(2026, 4, 2)}],
}
