from policies.admin import bundles, correspondences, courseware, documents, guides, interpretations, tags  # noqa: F401
