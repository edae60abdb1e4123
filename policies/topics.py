"""主题分类: the 22 topics of the State Council's classification with their second level (standards.md 2.1)."""

TOPICS: dict[str, list[str]] = {
    "国务院组织机构": [],
    "综合政务": ["政务公开", "政务督查", "应急管理", "电子政务", "文秘工作", "保密工作", "信访", "参事、文史", "其他"],
    "国民经济管理、国有资产监管": ["宏观经济", "经济体制改革", "统计", "物价", "国有资产监管", "重大建设项目"],
    "财政、金融、审计": ["财政", "税务", "银行", "货币", "证券", "保险", "社会信用体系建设", "审计"],
    "国土资源、能源": [],
    "农业、林业、水利": [],
    "工业、交通": [],
    "商贸、海关、旅游": [],
    "市场监管、安全生产监管": [],
    "城乡建设、环境保护": [
        "城市规划",
        "城乡建设(含住房)",
        "环境监测、保护与治理",
        "节能与资源综合利用",
        "气象、水文、测绘、地震",
    ],
    "科技、教育": [],
    "文化、广电、新闻出版": [],
    "卫生、体育": [],
    "人口与计划生育、妇女儿童工作": [],
    "劳动、人事、监察": [],
    "公安、安全、司法": [],
    "民政、扶贫、救灾": [],
    "民族、宗教": [],
    "对外事务": [],
    "港澳台侨工作": [],
    "国防": [],
    "其他": [],
}


def rows() -> list[tuple[str, str, str | None]]:
    """(code, name, code of the parent) in order: "04", "0402" …"""
    found: list[tuple[str, str, str | None]] = []
    for number, (name, children) in enumerate(TOPICS.items(), start=1):
        code = f"{number:02d}"
        found.append((code, name, None))
        found += [(f"{code}{position:02d}", child, code) for position, child in enumerate(children, start=1)]
    return found


def _codes() -> dict[str, str]:
    """Code by name and by 上级\\下级; a second-level name that occurs twice is no key."""
    found = {name: code for code, name, parent in rows() if parent is None}
    parents = {code: name for name, code in found.items()}
    children = [(code, name, parents[parent]) for code, name, parent in rows() if parent]
    names = [name for _, name, _ in children]
    for code, name, parent in children:
        found[f"{parent}\\{name}"] = code
        if names.count(name) == 1 and name not in found:
            found[name] = code
    return found


_CODES = _codes()


def code_of(name: str) -> str | None:
    """Code of a topic named exactly, the second level alone or as 上级\\下级; None when there is none."""
    return _CODES.get(name.replace("/", "\\").replace("＼", "\\"))
