"""The window. It gets frozen rows from services and never touches the database."""
