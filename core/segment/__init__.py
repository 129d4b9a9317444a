"""From a document to a parse: paragraphs, transcript turns, sentences and tagged tokens (``sentences.parse``)."""
