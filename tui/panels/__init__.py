"""The panels: one widget each."""
