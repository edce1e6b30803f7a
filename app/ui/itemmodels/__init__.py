"""Item models: thin shells over frozen rows, testable without a view."""
