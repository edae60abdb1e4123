from disclosures.admin import (  # noqa: F401
    alerts,
    batches,
    columns,
    dataset_versions,
    datasets,
    entries,
    indicators,
    projects,
    specials,
    standards,
)
