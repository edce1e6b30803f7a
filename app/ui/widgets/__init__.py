"""Smaller parts that pages and the main window share."""
