"""Readers, one module a format: each takes the bytes of a file and its name and yields its documents."""
