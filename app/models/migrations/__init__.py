"""Bringing older workspace files to the current schema; imported only when one is met."""
