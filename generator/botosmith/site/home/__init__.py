"""The files above the services' folders: the site's home, its search, and the shared files."""
