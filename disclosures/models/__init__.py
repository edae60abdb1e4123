from disclosures.models.alert import Alert, AlertPlan
from disclosures.models.column import Column
from disclosures.models.dataset import Dataset, DatasetField, Purpose
from disclosures.models.dataset_row import DatasetHiddenRow, DatasetOrder, DatasetPosting, DatasetRow
from disclosures.models.dataset_upload import DatasetUpload
from disclosures.models.dataset_version import DatasetVersion, VersionStanding
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
    "Dataset",
    "DatasetField",
    "DatasetHiddenRow",
    "DatasetOrder",
    "DatasetPosting",
    "DatasetRow",
    "DatasetUpload",
    "DatasetVersion",
    "Entry",
    "EntryFact",
    "EntryFile",
    "EntryStandard",
    "Indicator",
    "Observation",
    "Placement",
    "Purpose",
    "StandardField",
    "StandardItem",
    "StandardMapping",
    "StandardVersion",
    "Standing",
    "VersionStanding",
]
