from disclosures.models.alert import Alert, AlertPlan
from disclosures.models.column import Column
from disclosures.models.entry import ColumnFact, Entry, EntryFact, EntryFile, Placement

__all__ = ["Alert", "AlertPlan", "Column", "ColumnFact", "Entry", "EntryFact", "EntryFile", "Placement"]
