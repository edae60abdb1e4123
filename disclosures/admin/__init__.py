from disclosures.admin import alerts, batches, columns, dataset_versions, datasets, entries, indicators, standards  # noqa: F401
