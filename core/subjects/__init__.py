"""The named places, events, bodies and agreements that a text speaks about (``find.find_subjects``)."""
