"""Who said what: cue, content, source, speakers and act of every quote (``attribute.attribute``).

Marks are paired and cues found, the span tagger gives each cue its content and source, parts of one quotation are
joined, and people, act and confidence come last.
"""
