"""The terminal itself: what it can do, Textual's driver made thrifty and clean to leave, and harmless text."""
