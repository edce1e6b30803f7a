"""From SourceDocument to PlanDraft: a chain of pure functions that knows no file and no database."""
