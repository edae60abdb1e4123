from disclosures.admin import alerts, batches, columns, entries, indicators, standards  # noqa: F401
