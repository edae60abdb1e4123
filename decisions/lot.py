"""Drawing citizens by lot so that anybody can draw again. Pure.

The recipe is public before the draw: for each registration number the SHA-256 of "seed:number" in UTF-8, read as
hexadecimal; the smallest come first. The seed is a number that nobody knows when sign-up ends, named in the invitation.
"""

import hashlib
from collections.abc import Iterable

RECIPE = (
    "把种子和报名序号用半角冒号连接成“种子:序号”（如 20260318:7），按 UTF-8 编码计算 SHA-256，"
    "得到的十六进制数从小到大排列，排在最前的依次入选，其后依次候补。"
)


def ticket(seed: str, number: int) -> str:
    """64 hexadecimal digits that place one registration."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def draw(seed: str, numbers: Iterable[int]) -> list[int]:
    """All registration numbers in the order of the lot; ValueError without a seed."""
    if not seed.strip():
        raise ValueError("a draw needs a seed")
    return sorted(set(numbers), key=lambda number: (ticket(seed, number), number))


def masked(name: str) -> str:
    """陈某某 for 陈小明, 欧阳某 for 欧阳修: the family name stays, the rest is hidden in equal length."""
    name = "".join(name.split())
    family = 2 if name[:2] in _DOUBLE and len(name) > 2 else 1
    return name[:family] + "某" * max(len(name) - family, 1)


_DOUBLE = {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"}
