from policies.admin import bundles, correspondences, documents, interpretations, services, tags  # noqa: F401
