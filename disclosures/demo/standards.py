"""Standard catalogues of the demonstration district, taken in as from a file."""

import tomllib
from pathlib import Path

from disclosures.models import StandardField
from disclosures.standard_file import CatalogueFile, Line
from disclosures.standard_import import plan, take
from portal.models import User

FOLDER = Path(__file__).parent / "standards"


def load_standards(office: User) -> int:
    """Fields that are not there yet, each whole; returns how many items they have."""
    held = set(StandardField.objects.values_list("slug", flat=True))
    made = 0
    for path in sorted(FOLDER.glob("*.toml")):
        record = tomllib.loads(path.read_text())
        if record["field"]["slug"] in held:
            continue
        field = StandardField.objects.create(**record["field"])
        lines = [Line(number, item, item.pop("columns")) for number, item in enumerate(record["item"], start=3)]
        file = CatalogueFile(f"{field.name}标准目录.xlsx", "", lines)
        take(field, file, office, plan(field, file).digest)
        made += len(lines)
    return made
