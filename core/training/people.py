"""Builds the tables of places and given names: ``python -m quoth.core.training.people --corpora FOLDER``.

FOLDER holds NLTK's ``names.zip`` and ``gazetteers.zip`` (given names with their gender by Mark Kantrowitz; states and
provinces). The tables of countries and of further given names are kept beside the result, in ``places.json`` and in
``given_names.txt`` of this folder, and are edited by hand.
"""
