"""The topics of sentences: a table, the words that speak for each, and what the document adds (``tag.tag_topics``)."""
