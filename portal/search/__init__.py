"""Search over everything registered (docs/search.md): an inverted index in core PostgreSQL, scored in the web process.

Writing: index.py (in the transaction that publishes). Reading: query.py understands, postings.py fetches, scoring.py
scores, results.py builds the page. Content is known only through portal/registry.py.
"""
