"""公众参与: everything that people are asked to take part in, of whatever kind, in one place with its clock.

`calls.register_source` is how an app brings its kind; `phase` is the one rule of what opens and closes by the clock.
"""
