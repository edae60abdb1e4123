"""Demonstration policies of the fictional 岚屿区, one TOML file each, taken through the real verbs."""
