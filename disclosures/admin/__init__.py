from disclosures.admin import alerts, batches, columns, entries, indicators, projects, specials  # noqa: F401
