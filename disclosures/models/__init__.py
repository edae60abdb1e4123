from disclosures.models.alert import Alert, AlertPlan
from disclosures.models.column import Column
from disclosures.models.entry import ColumnFact, Entry, EntryFact, EntryFile, Placement
from disclosures.models.indicator import Indicator
from disclosures.models.observation import Batch, Observation, Standing
from disclosures.models.standard import EntryStandard, StandardField, StandardItem, StandardMapping, StandardVersion

__all__ = [
    "Alert",
    "AlertPlan",
    "Batch",
    "Column",
    "ColumnFact",
    "Entry",
    "EntryFact",
    "EntryFile",
    "EntryStandard",
    "Indicator",
    "Observation",
    "Placement",
    "StandardField",
    "StandardItem",
    "StandardMapping",
    "StandardVersion",
    "Standing",
]
