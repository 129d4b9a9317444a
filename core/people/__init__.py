"""Who is named in a text and who is meant: one canonical speaker for every way of naming (``find.find_people``).

Words and titles make mentions, mentions of one person or body make an entry of the cast, and ``resolve`` says which
entries a source such as "he", "both leaders" or "a spokesman for X" stands for.
"""
