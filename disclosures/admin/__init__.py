from disclosures.admin import alerts, batches, columns, entries, indicators  # noqa: F401
