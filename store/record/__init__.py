"""The record: an article with its analysis, kept as one TinyDB file that is never changed in place."""
