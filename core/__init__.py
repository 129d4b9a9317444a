"""The analysis: from a file to a briefing. Knows no screen and no disk format."""
