"""The parts of a score, for staff."""

from typing import Any

import numpy as np
from django.utils import timezone

from portal.search import labels
from portal.search.engine import search
from portal.search.models import SearchEntry

SHOWN = 20


def explain(text: str) -> dict[str, Any]:
    """How a query was understood, and for the best entries each factor of docs/search.md."""
    found = search(text)
    rows = found.ordered(found.mask & found.snapshot.alive, SHOWN).tolist()
    titles = dict(SearchEntry.objects.filter(pk__in=found.snapshot.ids[rows].tolist()).values_list("pk", "title"))
    numbers, names = found.snapshot.states(timezone.localdate())
    states = labels.state_labels()
    return {
        "understood": {
            "词": "、".join(unit.text + ("（原样）" if unit.phrase else "") for unit in found.query.units),
            "同义词": "；".join(" = ".join(unit.spellings) for unit in found.query.units if len(unit.spellings) > 1),
            "不要": "、".join(unit.text for unit in found.query.excluded),
            "字段": "、".join(f"{name}：{value}" for name, value in found.query.fields),
            "年份": "、".join(found.query.years),
            "有效性": "、".join(states.get(each, each) for each in found.query.states),
            "拼音": "".join(found.pinyin),
        },
        "total": int(np.count_nonzero(found.mask)),
        "partly": found.partly,
        "columns": [*found.parts, "法定位阶", "被引用", "有效性"],
        "rows": [
            {
                "title": titles.get(int(found.snapshot.ids[row]), ""),
                "score": f"{found.score[row]:.3f}",
                "reason": found.direct.get(row, ""),
                "parts": [
                    *(f"{values[row]:.3f}" for values in found.parts.values()),
                    f"{found.snapshot.weight[row]:.2f}",
                    f"{int(found.snapshot.cited[row])} 次",
                    states.get(names[numbers[row]], ""),
                ],
            }
            for row in rows
        ],
    }
