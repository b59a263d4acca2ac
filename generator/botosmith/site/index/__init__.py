"""Ways into a service's folder: search, ``objects.inv``, ``llms.txt``, ``sitemap.xml``."""
