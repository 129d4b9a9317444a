"""Draws the pictures of the README: the running browser on the seed article and invented reports, as SVG.

python tests/bench/pictures.py [FOLDER]      (default: tests/pictures)
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ.pop("NO_COLOR", None)

from briefings import invented_briefing, make_briefing
from quoth.core.briefing import brief
from quoth.core.readers import read
from quoth.store import MemoryLibrary
from quoth.tui.app import QuothApp
from quoth.tui.config import Settings
from quoth.tui.sample import sample_path
from quoth.tui.terminal.abilities import TRUECOLOUR, Terminal

PICTURES = {
    "quotes-80x24": ((80, 24), "dark", ("j", "j", "j")),
    "numbers-80x24": ((80, 24), "light", ("3", "o")),
    "search-80x24": ((80, 24), "high-contrast", ("slash", *"kashmir", "enter", "n")),
    "columns-120x40": ((120, 40), "dark", ("1", "j", "j")),
    "wide-200x60": ((200, 60), "dark", ("5", "j")),
    "copied-80x24": ((80, 24), "dark", ("j", "y")),
}
"""Each picture's size, theme and keys."""


async def draw(folder: Path) -> None:
    """Run the browser for each picture and write what it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = (invented_briefing(seed, date=f"2024-0{seed}-15") for seed in range(1, 6))
    library = MemoryLibrary([brief(read(sample_path(), date="2024-05-30")), make_briefing(date="2024-05-29"), *reports])
    for name, (size, theme, keys) in PICTURES.items():
        app = QuothApp(library, settings=Settings(theme=theme), terminal=Terminal(colours=TRUECOLOUR))
        async with app.run_test(size=size) as pilot:
            await settle(app)
            for key in keys:
                await pilot.press(key)
                await settle(app)
            svg = app.export_screenshot(title="quoth", simplify=True)
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(folder / f"{name}.svg")


async def settle(app: QuothApp) -> None:
    """Wait until the library has answered and the answer is drawn."""
    for _ in range(20):
        await asyncio.sleep(0.02)
        if not app.main.desk.busy:
            await asyncio.sleep(0.05)
            if not app.main.desk.busy:
                return


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_STATE_HOME"] = home
        asyncio.run(draw(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "pictures"))
