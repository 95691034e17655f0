"""Sets the project up and runs its verbs; needs nothing but Python's standard library."""
