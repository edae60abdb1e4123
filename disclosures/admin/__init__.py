from disclosures.admin import columns, entries  # noqa: F401
