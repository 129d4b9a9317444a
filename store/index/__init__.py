"""The search index: derived from the records, kept in step with them, thrown away whenever in doubt."""
