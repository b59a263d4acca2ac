"""Each kind of page: what it shows, and the template that prints it."""
