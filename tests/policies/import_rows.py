"""Rows of an import file in which nothing is wrong, and the documents made of them."""

from typing import Any

from policies.models import Document


def row(serial: int, **fields: Any) -> dict[str, Any]:
    """A row in which nothing is wrong."""
    return {
        "id": f"t-{serial}",
        "title": f"岚屿区关于第{serial}项试点的通知",
        "number": f"岚试〔2024〕{serial + 1}号",
        "issuer": "望海市试点委员会",
        "category": "规范性文件",
        "topic": "其他",
        "written_on": "2024-05-06",
        "published_on": "2024-05-08",
        "body": f"各单位：\n第一条　试点{serial}。\n第二条　照办。",
    } | fields


def imported(serial: int) -> Document:
    return Document.objects.get(source_id=f"t-{serial}")
