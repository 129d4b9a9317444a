"""The seed article, as data."""
