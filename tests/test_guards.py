"""What each part may load, and what a wheel holds."""

import shutil
import subprocess
import sys
from pathlib import Path

from wheel_check import faults

ROOT = Path(__file__).parent.parent


def loaded_by(code: str) -> set[str]:
    """What a fresh process has loaded after running the code: quoth's own parts (quoth.core), others by their top name."""
    told = "; import sys; print('LOADED', *{'.'.join(name.split('.')[: 1 + name.startswith('quoth.')]) for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code + told], capture_output=True, text=True, check=True, cwd="/")
    return set(done.stdout.rpartition("LOADED")[2].split())


def modules(part: str) -> list[str]:
    paths = (path.relative_to(ROOT) for path in (ROOT / part).rglob("*.py"))
    kept = (path.with_suffix("") for path in paths if "training" not in path.parts)
    return sorted("quoth." + ".".join(path.parts).removesuffix(".__init__") for path in kept)


def import_all(part: str) -> str:
    return "import " + ", ".join(modules(part))


def test_core_loads_no_screen_and_no_disk_format() -> None:
    seed = "from quoth.core.model import Document; from quoth.core import brief; brief(Document('a', 'He said no.'))"
    assert not loaded_by(f"{import_all('core')}; {seed}") & {
        "quoth.store",
        "quoth.tui",
        "textual",
        "rich",
        "tinydb",
        "sqlite3",
    }


def test_store_loads_no_screen() -> None:
    assert not loaded_by(import_all("store")) & {"quoth.tui", "textual", "rich", "nltk"}


def test_browsing_loads_no_language_toolkit() -> None:
    assert "nltk" not in loaded_by("import quoth.tui.app, quoth.tui.cli, quoth.store, quoth.core.query.language")


def test_a_built_wheel_is_whole_and_holds_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__"))
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert faults(wheel) == []
