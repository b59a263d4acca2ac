"""The page that tells how to test with a service's fake; every program on it runs."""
