"""Settings: file, environment and options, in that order of weight, and errors that say where."""

from pathlib import Path
from typing import get_args

import pytest
from quoth.core.errors import UsageError
from quoth.tui.config import Settings, Theme, load_settings
from quoth.tui.themes import THEMES


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    folder = tmp_path / "config" / "quoth"
    folder.mkdir(parents=True)
    return folder / "config.toml"


def test_nothing_set(tmp_path: Path) -> None:
    settings = load_settings({})
    assert settings.library == tmp_path / "data" / "quoth" / "library"
    assert settings == Settings()
    assert not settings.library.exists()


def test_an_option_wins_over_the_environment_and_that_over_the_file(config: Path) -> None:
    config.write_text('library = "/file"\ntheme = "dark"\nmouse = true\n', encoding="utf-8")
    environ = {"QUOTH_LIBRARY": "/environment", "QUOTH_THEME": "light"}
    settings = load_settings(environ, library=Path("/option"), name=None)
    assert (settings.library, settings.theme, settings.mouse) == (Path("/option"), "light", True)


def test_a_library_that_leads_nowhere_is_told(config: Path, tmp_path: Path) -> None:
    assert load_settings({"QUOTH_LIBRARY": "~/x"}).library == Path.home() / "x"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for place in ("~nosuch/x", str(tmp_path / "loop")):
        config.write_text(f"library = '{place}'", encoding="utf-8")
        with pytest.raises(UsageError, match=place):
            load_settings({})


def test_the_themes_are_those_of_the_browser() -> None:
    assert get_args(Theme) == tuple(theme.name for theme in THEMES)


def test_no_color(config: Path) -> None:
    assert load_settings({"NO_COLOR": "1"}).color == "never"
    assert load_settings({"NO_COLOR": ""}).color == "auto"
    assert load_settings({"NO_COLOR": "1"}, color="auto").color == "auto"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mosue = true", "no setting 'mosue'; did you mean 'mouse'?"),
        ("xyzzy = 1", "known are library"),
        ('mouse = "maybe"', "mouse is true or false"),
        ("theme = 3", "theme is a text"),
        ('library = ""', "library is a text, and not an empty one"),
        ('theme = "drak"', "theme is dark or light or high-contrast or 16-colour"),
        ('color = "always"', "color is auto or never"),
        ("= broken", "config.toml: "),
    ],
)
def test_a_wrong_file_is_told_with_its_place(config: Path, text: str, said: str) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"config\.toml") as error:
        load_settings({})
    assert said in str(error.value)


def test_a_file_that_is_no_text(config: Path) -> None:
    config.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings({})


def test_a_wrong_variable_is_told_by_its_name() -> None:
    with pytest.raises(UsageError, match="QUOTH_MOUSE: mouse is true or false"):
        load_settings({"QUOTH_MOUSE": "perhaps"})


@pytest.mark.parametrize(("word", "value"), [("1", True), ("yes", True), ("ON", True), ("0", False), ("no", False)])
def test_words_for_true_and_false(word: str, value: bool) -> None:
    assert load_settings({"QUOTH_READ_ONLY": word}).read_only is value
