"""From a search to rows and counts, answered from the index alone."""
