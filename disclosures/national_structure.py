"""The fixed structure of the disclosure platform: what stands in it whether a unit fills it or not.

国办公开办函〔2019〕61号 (five blocks) and Regulation art. 20 (fifteen items of proactive disclosure).
"""

import string
from collections.abc import Iterator
from typing import Any

_DIGITS = string.digits + string.ascii_uppercase
_NUMBERS = [*"一二三四五六七八九十", *(f"十{each}" for each in "一二三四五")]
STEP = 4
"""Characters of one level in a treebeard path."""

BLOCKS = [
    ("guide", "政府信息公开指南", "信息公开指南", "政府信息的分类、编排体系、获取方式和公开工作机构。", "plans"),
    ("rules", "政府信息公开制度", "政策文件", "政府信息公开的法规、规章和工作制度。", "plans"),
    ("statutory", "法定主动公开内容", "信息公开目录", "依照《政府信息公开条例》第二十条主动公开的内容。", "none"),
    ("reports", "政府信息公开年报", "信息公开年报", "历年政府信息公开工作年度报告。", "plans"),
    ("requests", "依申请公开", "依申请公开", "申请获取政府信息的方式和办理结果的查询。", "none"),
]
ITEMS = [
    ("regulations", "行政法规、规章和规范性文件", "政策文件", "notices"),
    ("bodies", "机关职能和机构设置", "机构职能", "plans"),
    ("plans", "规划和计划", "信息公开目录", "plans"),
    ("statistics", "统计信息", "数据发布", "notices"),
    ("permits", "行政许可和对外管理服务", "信息公开目录", "notices"),
    ("penalties", "行政处罚和行政强制", "信息公开目录", "notices"),
    ("budgets", "财政预算和决算", "信息公开目录", "plans"),
    ("fees", "行政事业性收费", "信息公开目录", "plans"),
    ("procurement", "政府集中采购", "信息公开目录", "notices"),
    ("construction", "重大建设项目", "信息公开目录", "notices"),
    ("livelihood", "扶贫、教育、医疗、社会保障、促进就业", "信息公开目录", "notices"),
    ("emergencies", "突发公共事件应对", "信息公开目录", "notices"),
    ("supervision", "环境保护、公共卫生和产品质量监督检查", "信息公开目录", "notices"),
    ("recruitment", "公务员招考", "信息公开目录", "plans"),
    ("others", "法律法规规定的其他信息", "信息公开目录", "none"),
]


def _step(number: int) -> str:
    """1 → 0001, 10 → 000A, as treebeard counts."""
    return f"{_DIGITS[number // 36]}{_DIGITS[number % 36]}".rjust(STEP, "0")


def rows() -> Iterator[dict[str, Any]]:
    """Fields of every fixed column with its place in an empty tree."""
    for number, (slug, name, kind, description, rhythm) in enumerate(BLOCKS, start=1):
        children = len(ITEMS) if slug == "statutory" else 0
        block = {"path": _step(number), "depth": 1, "numchild": children, "description": description}
        yield block | {"slug": slug, "name": name, "kind": kind, "rhythm": rhythm, "fixed": slug, "keywords": [name]}
        for item, (key, title, item_kind, item_rhythm) in enumerate(ITEMS[:children], start=1):
            yield {
                "path": _step(number) + _step(item), "depth": 2, "numchild": 0, "slug": key, "name": title,
                "kind": item_kind, "rhythm": item_rhythm, "fixed": f"art20-{item}", "keywords": [title],
                "description": f"《政府信息公开条例》第二十条第（{_NUMBERS[item - 1]}）项。",
            }  # fmt: skip
