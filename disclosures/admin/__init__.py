from disclosures.admin import alerts, columns, entries  # noqa: F401
