from disclosures.models.column import Column

__all__ = ["Column"]
