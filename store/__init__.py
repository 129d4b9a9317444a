"""The library: briefings kept in TinyDB, found through a search index."""
