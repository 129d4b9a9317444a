"""The search language: text to a tree (``language.parse_query``), and where a tree's words stand in a text."""
