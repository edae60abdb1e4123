from disclosures.models.alert import Alert, AlertPlan
from disclosures.models.column import Column
from disclosures.models.dataset import Dataset, DatasetField, Purpose
from disclosures.models.dataset_version import (
    DatasetHiddenRow,
    DatasetOrder,
    DatasetPosting,
    DatasetRow,
    DatasetVersion,
    VersionStanding,
)
from disclosures.models.entry import ColumnFact, Entry, EntryFact, EntryFile, Placement
from disclosures.models.indicator import Indicator
from disclosures.models.observation import Batch, Observation, Standing

__all__ = [
    "Alert",
    "AlertPlan",
    "Batch",
    "Column",
    "ColumnFact",
    "Dataset",
    "DatasetField",
    "DatasetHiddenRow",
    "DatasetOrder",
    "DatasetPosting",
    "DatasetRow",
    "DatasetVersion",
    "Entry",
    "EntryFact",
    "EntryFile",
    "Indicator",
    "Observation",
    "Placement",
    "Purpose",
    "Standing",
    "VersionStanding",
]
