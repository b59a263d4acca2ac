"""Each kind of page: its data and its template."""
