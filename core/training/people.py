"""Builds the table of given names: ``python -m quoth.core.training.people --names names.zip``.

``names.zip`` is NLTK's corpus of given names (Mark Kantrowitz): a name in both of its lists gets the gender "u". Beside
this module, ``given_names.txt`` adds names of the world's politics and corrects others, one gender a line: m, f, u, or
"-" for words that are no names in this genre. The other tables (titles, places, organisations, collectives) are written
and edited by hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zipfile
from pathlib import Path

from quoth.core.people.names import fold

TARGET = Path(__file__).parents[1] / "data" / "given_names.json.gz"


def given_names(corpus: Path, corrections: Path) -> dict[str, str]:
    """Names in lower case by gender (m, f, u), each a string of names with spaces between."""
    with zipfile.ZipFile(corpus) as archive:
        male, female = (_names(archive.read(f"names/{kind}.txt").decode("utf-8")) for kind in ("male", "female"))
    gender = dict.fromkeys(male, "m") | dict.fromkeys(female, "f") | dict.fromkeys(male & female, "u")
    for line in corrections.read_text(encoding="utf-8").splitlines():
        kind, *names = line.split()
        gender.update(dict.fromkeys(names, kind))
    return {kind: " ".join(sorted(name for name, own in gender.items() if own == kind)) for kind in "mfu"}


def _names(listing: str) -> set[str]:
    return {fold(name.strip()) for name in listing.splitlines() if name.strip() and " " not in name.strip()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, required=True, metavar="NAMES.ZIP")
    names = given_names(parser.parse_args().names, Path(__file__).with_name("given_names.txt"))
    TARGET.write_bytes(gzip.compress(json.dumps(names, ensure_ascii=False).encode("utf-8"), 9, mtime=0))
    print({kind: len(listed.split()) for kind, listed in names.items()})


if __name__ == "__main__":
    main()
