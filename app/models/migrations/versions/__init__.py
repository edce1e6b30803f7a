"""One module per schema version: ``upgrade`` takes a file from the version before it.

A released module is never edited. It names its tables itself and imports nothing of ``app.models``,
which will have moved on when it runs.
"""
