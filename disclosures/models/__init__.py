from disclosures.models.alert import Alert, AlertPlan
from disclosures.models.column import Column
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
    "Special",
    "SpecialPart",
    "StandardField",
    "StandardItem",
    "StandardMapping",
    "StandardVersion",
    "Standing",
    "TownShape",
    "UpdatePicture",
]
