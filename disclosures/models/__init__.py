from disclosures.models.column import Column
from disclosures.models.entry import ColumnFact, Entry, EntryFact, EntryFile, Placement

__all__ = ["Column", "ColumnFact", "Entry", "EntryFact", "EntryFile", "Placement"]
