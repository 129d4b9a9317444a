"""How each weight file was learned. Not imported at run time, not in the wheel."""
