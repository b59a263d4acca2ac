"""The page about tests with a service's fake; every program on it runs."""
