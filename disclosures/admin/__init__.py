from disclosures.admin import alerts, batches, columns, entries, indicators, projects, specials, standards  # noqa: F401
