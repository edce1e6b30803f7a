"""Checks of a plan before the meeting: a PlanDraft goes in, findings come out. Pure: no database, no window."""
