from policies.admin import bundles, correspondences, courseware, documents, interpretations, services, tags  # noqa: F401
