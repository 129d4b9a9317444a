"""The figures of a text, their value, unit and what they count (``find.find_numbers``).

A sentence becomes pieces, numerals among them get values, what stands at a numeral makes it money, a percentage, a
date or a quantity, and ``counts`` finds the noun phrase.
"""
