"""The figures of a text, their value, unit and what they count (``find.find_numbers``).

In the order in which a sentence goes through them: ``pieces`` cuts it, ``calendar`` and ``dates`` take the dates,
``context`` what only looks like a figure, ``labels`` the numbers in names; ``cardinals`` and ``values`` read a numeral
(``figure``), ``units`` and ``money`` what stands at it, ``ranges`` its second end; ``counts`` with ``phrases`` and
``told`` finds what is counted. The words are in ``lexicon``.
"""
