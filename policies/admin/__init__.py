from policies.admin import correspondences, documents, tags  # noqa: F401
