"""Check a built wheel: `python tests/wheel_check.py dist/quoth-*.whl`.

It must hold every module and data file of the parts but the training code, and its only top-level name is quoth.
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ("core", "store", "tui", "seeds")
SUFFIXES = {".py", ".tcss", ".json", ".gz", ".typed", ".txt"}


def expected() -> set[str]:
    """The names that the wheel must hold, as the working tree has them."""
    files = (path for part in PARTS for path in (ROOT / part).rglob("*") if path.suffix in SUFFIXES)
    kept = (
        path.relative_to(ROOT) for path in files if "training" not in path.parts and "__pycache__" not in path.parts
    )
    return {f"quoth/{path.as_posix()}" for path in kept}


def faults(wheel: Path) -> list[str]:
    """What is wrong with the wheel, one line each; empty when it is as it should be."""
    names = set(zipfile.ZipFile(wheel).namelist())
    top = {name.split("/")[0] for name in names}
    extra = sorted(name for name in top if name != "quoth" and not name.endswith(".dist-info"))
    missing = sorted(expected() - names)
    training = sorted(name for name in names if "/training/" in name)
    return (
        [f"top-level name beside quoth: {name}" for name in extra]
        + [f"missing: {name}" for name in missing]
        + [f"training code: {name}" for name in training]
    )


if __name__ == "__main__":
    found = [fault for wheel in sys.argv[1:] for fault in faults(Path(wheel))]
    print("\n".join(found) or "the wheel is whole")
    sys.exit(1 if found or not sys.argv[1:] else 0)
