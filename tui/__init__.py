"""The terminal: verbs and the browser."""
