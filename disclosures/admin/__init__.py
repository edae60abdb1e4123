from disclosures.admin import alerts, batches, columns, dataset_versions, datasets, entries, indicators  # noqa: F401
