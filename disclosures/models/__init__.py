from disclosures.models.alert import Alert, AlertPlan
from disclosures.models.column import Column
from disclosures.models.dataset import Dataset, DatasetField, Purpose
from disclosures.models.dataset_row import DatasetHiddenRow, DatasetOrder, DatasetPosting, DatasetRow
from disclosures.models.dataset_upload import DatasetUpload
from disclosures.models.dataset_version import DatasetVersion, VersionStanding
from disclosures.models.entry import ColumnFact, Entry, EntryFact, EntryFile, Placement
from disclosures.models.indicator import Indicator
from disclosures.models.observation import Batch, Observation, Standing
from disclosures.models.place import ProjectCategory, TownShape
from disclosures.models.project import Milestone, Project
from disclosures.models.project_update import Completion, ProjectUpdate, UpdatePicture
from disclosures.models.special import Special, SpecialPart
from disclosures.models.standard import EntryStandard, StandardField, StandardItem, StandardMapping, StandardVersion

__all__ = [
    "Alert",
    "AlertPlan",
    "Batch",
    "Column",
    "ColumnFact",
    "Completion",
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
    "Milestone",
    "Observation",
    "Placement",
    "Project",
    "ProjectCategory",
    "ProjectUpdate",
    "Purpose",
    "Special",
    "SpecialPart",
    "StandardField",
    "StandardItem",
    "StandardMapping",
    "StandardVersion",
    "Standing",
    "TownShape",
    "UpdatePicture",
    "VersionStanding",
]
