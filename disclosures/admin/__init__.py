from disclosures.admin import columns  # noqa: F401
