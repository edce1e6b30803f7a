"""Invented plans with known plan JSON, set as whole files by several producers."""
