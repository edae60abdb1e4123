"""Columns, entries and figures of the fictional district."""
