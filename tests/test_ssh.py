"""quoth as the forced command of a real OpenSSH server on loopback, set up as the README says, and inside tmux."""

from __future__ import annotations

import getpass
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from briefings import invented_briefing, make_briefing
from emulator import Emulator, quoth
from quoth.store import open_library

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
needs_sshd = pytest.mark.skipif(
    not (Path(SSHD).exists() and shutil.which("ssh") and shutil.which("ssh-keygen")),
    reason="OpenSSH's server and client are not installed",
)
needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
Subsystem sftp internal-sftp
"""
PEOPLE = ("anna", "ben")


def told(beginning: str) -> str:
    """The block of the README that begins so."""
    (block,) = re.findall(rf"^```\n({re.escape(beginning)}.*?)^```", README, re.MULTILINE | re.DOTALL)
    return str(block)


@dataclass
class Server:
    """A running sshd whose keys may only run quoth on one library."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def options(self, person: str = "anna") -> list[str]:
        options = (
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self.folder}/known",
            "IdentitiesOnly=yes",
            "LogLevel=ERROR",
            f"IdentityFile={self.folder}/{person}",
            f"Port={self.port}",
        )
        return ["-F", "none", *(word for option in options for word in ("-o", option))]

    @property
    def place(self) -> str:
        return f"{getpass.getuser()}@127.0.0.1"

    def command(self, *remote: str, person: str = "anna", terminal: bool = True) -> list[str]:
        return ["ssh", "-tt" if terminal else "-T", *self.options(person), self.place, *remote]

    def programs(self) -> list[int]:
        """The quoth processes that run on this server's library."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if os.fsencode(self.folder / "library") in words and b"--read-only" in words and b"-c" not in words:
                    found.append(int(entry.name))
        return found

    def gone(self, seconds: float) -> bool:
        """Whether no quoth is left after so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not self.programs():
                return True
            time.sleep(0.02)
        return False

    def files(self) -> dict[str, bytes]:
        """All there is but a person's own place and index, and the server's log."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        kept = (
            path for path in paths if path.relative_to(self.folder).parts[0] not in ("state", "cache", "log", "known")
        )
        return {str(path): path.read_bytes() for path in kept}

    def place_of(self, person: str) -> dict[str, object]:
        places = json.loads((self.folder / "state" / "quoth" / "place.json").read_text())
        (place,) = (place for key, place in places.items() if key.endswith(f"({person})"))
        return dict(place)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("sshd")
    for key in ("host", *PEOPLE):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    with open_library(folder / "library") as library:
        library.add(make_briefing())
        library.add(invented_briefing(1))
    homes = " ".join(f"XDG_{name}_HOME={folder}/{name.lower()}" for name in ("CONFIG", "CACHE", "STATE"))
    keys = told("restrict,").replace("/opt/quoth/bin/quoth", f"env {homes} {Path(sys.executable).parent / 'quoth'}")
    keys = keys.replace("/srv/briefings", str(folder / "library"))
    for person in PEOPLE:
        keys = keys.replace(f"ssh-ed25519 AAAA... {person}", (folder / f"{person}.pub").read_text().strip())
    (folder / "quoth_keys").write_text(keys)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    rules = told("Match User").replace("/etc/ssh/quoth_keys", str(folder / "quoth_keys"))
    rules = rules.replace("User briefings", f"User {getpass.getuser()}")
    (folder / "sshd_config").write_text(CONFIG.format(port=port, folder=folder) + rules)
    log = (folder / "log").open("wb")
    process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], stdout=log, stderr=log)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.05)
    yield Server(folder, port, process)
    process.terminate()
    process.wait(5)
    log.close()


@needs_sshd
@pytest.mark.parametrize("term", ["xterm-256color", "vt100", "linux", "screen", "xterm\x1b[2J\u202e"])
def test_the_browser_opens_and_leaves_nothing_behind(server: Server, term: str) -> None:
    with Emulator(server.command(), server.folder, term=term) as far:
        far.until("Quotes")
        assert server.programs()
        far.send("Q")
        assert far.leave() == 0
        assert far.left_behind() == set()
        assert "\u202e" not in far.raw
        assert "\x1b[2J" not in far.raw
    assert server.gone(2)


@needs_sshd
def test_a_terminal_that_can_do_nothing_gets_text(server: Server) -> None:
    with Emulator(server.command(), server.folder, term="dumb") as far:
        assert far.leave() == 0
        assert "\x1b" not in far.raw
        assert "Lisbon and Oslo" in far.raw


@needs_sshd
def test_nothing_that_is_asked_for_is_run(server: Server) -> None:
    before, touched = server.files(), server.folder / "touched"
    for asked in (
        f"touch {touched}",
        f"'; touch {touched}; '",
        f"add --library {server.folder} {touched}",
        "sftp",
        "export -o /x",
    ):
        done = subprocess.run(
            server.command(asked, terminal=False), input="", check=False, capture_output=True, text=True, timeout=30
        )
        assert "Lisbon and Oslo" in done.stdout
        assert done.returncode == 0
    for copy in (
        ["scp", "-O", *server.options(), f"{server.place}:{server.folder}/host", f"{touched}"],
        ["scp", "-O", *server.options(), str(server.folder / "known"), f"{server.place}:{touched}"],
        ["sftp", "-b", "/dev/null", *server.options(), server.place],
    ):
        if shutil.which(copy[0]):
            failed = subprocess.run(copy, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=30)
            assert failed.returncode != 0
    assert not touched.exists()
    assert server.files() == before


@needs_sshd
def test_no_port_is_forwarded(server: Server) -> None:
    through = ["ssh", *server.options(), "-W", f"127.0.0.1:{server.port}", server.place]
    done = subprocess.run(through, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=30)
    assert "forwarding failed" in done.stderr
    assert "SSH-2.0" not in done.stdout


@needs_sshd
def test_nothing_is_saved_and_no_command_is_run(server: Server) -> None:
    before, made = server.files(), server.folder / "made"
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        for keys in (
            "|",
            f"\x15touch {made}\r",
            "\x1b",
            "s",
            f"\x15{made}.md\r",
            "\x1b",
            ":",
            "pipe\r",
            f"\x15touch {made}\r",
        ):
            far.send(keys)
            far.settle(0.15)
        for keys in (
            "\x1b",
            ":",
            "save\r",
            f"\x15{made}.md\r",
            "\x1b",
            "i",
            "\x15other\r",
            "\x1b",
            "y",
            "\x1b",
            "\x10",
            "\x1b",
        ):
            far.send(keys)
            far.settle(0.15)
        far.send("\x03")
        assert far.leave() == 0
        assert far.left_behind() == set()
    assert server.files() == before


@needs_sshd
def test_ctrl_z_does_not_strand_the_session(server: Server) -> None:
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        far.send("\x1a")
        far.until("There is no shell")
        far.send("j")
        far.until("2/")
        far.send("Q")
        assert far.leave() == 0


@needs_sshd
def test_a_dropped_link_ends_the_program_and_the_place_is_remembered(server: Server) -> None:
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        far.send("2g" + "j" * 4)
        far.until("5/")
        assert server.programs()
        far.process.kill()
        assert server.gone(2)
    assert server.place_of("anna")["cursors"]["quotes"] == 4  # type: ignore[index]


@needs_sshd
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_on_the_server(server: Server, number: signal.Signals) -> None:
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        for program in server.programs():
            os.kill(program, number)
        assert far.leave(5) == 128 + number
        assert far.left_behind() == set()


@needs_sshd
def test_several_people_at_once_each_with_their_place(server: Server) -> None:
    with (
        Emulator(server.command(person="anna"), server.folder) as one,
        Emulator(server.command(person="ben"), server.folder) as two,
    ):
        for far in (one, two):
            far.until("Quotes")
            far.send("2g")
        assert len(server.programs()) == 2
        one.send("jj")
        one.until("3/")
        two.send("j")
        two.until("2/")
        for far in (one, two):
            far.send("Q")
            assert far.leave() == 0
    cursors = [server.place_of(person)["cursors"]["quotes"] for person in PEOPLE]  # type: ignore[index]
    assert cursors == [2, 1]


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """The command of a tmux server of its own."""
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    yield command
    subprocess.run([*command, "kill-server"], check=False, capture_output=True)


def shown(tmux: list[str], *options: str) -> str:
    """The pane as tmux has it."""
    captured = subprocess.run([*tmux, "capture-pane", "-p", *options], check=True, capture_output=True, text=True)
    return captured.stdout


@needs_tmux
def test_inside_tmux(tmux: list[str], tmp_path: Path) -> None:
    with open_library(tmp_path / "library") as library:
        for seed in range(6):
            library.add(invented_briefing(seed))
    argv = [*tmux, "new-session", *quoth("--library", str(tmp_path / "library"))]
    with Emulator([*tmux, "new-session", "sh", ";", "set", "-g", "status", "off"], tmp_path) as outside:
        outside.settle()
        before = shown(tmux)
        outside.send(" ".join(map(_quoted, argv[argv.index("new-session") + 1 :])) + "\n")
        outside.until("? help")
        for keys in ("z", *["j" * 9] * 4, "kkk", " ", "b", "k" * 30, "z", "j", "/rail\r", "jjjj"):
            outside.send(keys)
            outside.settle(0.2)
        scrolled = shown(tmux, "-e").splitlines()[:-1]
        outside.send("\x0c")
        outside.settle(0.3)
        assert shown(tmux, "-e").splitlines()[:-1] == scrolled
        outside.send("\x1a")  # sh does jobs: ctrl-z is to the shell
        outside.until("topped")
        outside.send("fg\n")
        outside.until("? help")
        outside.send("Q")
        outside.until(lambda: "? help" not in outside.text)
        outside.send("stty -a | grep -o -- '-*icanon'; echo status $?\n")
        outside.until("status 0")
        assert "-icanon" not in outside.text.replace("'-*icanon'", "")
        assert shown(tmux).startswith(before.rstrip())
        outside.send("exit\n")
        assert outside.leave() == 0
        assert outside.left_behind() == set()


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
