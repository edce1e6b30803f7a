"""Readers: a file of any kind becomes a SourceDocument. They know nothing of plans."""
