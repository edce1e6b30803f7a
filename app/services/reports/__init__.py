"""Papers: frozen rows in, PDF pages out; knows no database and no window."""
