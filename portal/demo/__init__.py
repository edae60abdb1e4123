"""Demonstration content of the fictional 岚屿区: invented units and staff. Never loaded but by `load_demo`."""
