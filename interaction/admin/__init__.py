from interaction.admin import channels, published, questions  # noqa: F401 - each registers its screens
