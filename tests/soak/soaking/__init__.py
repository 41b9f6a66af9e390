"""The soak test's parts. Tests, no room of the product."""
