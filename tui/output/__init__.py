"""What goes out: rows as tables, JSON, CSV and Markdown, reports to hand on, and citations."""
