"""quoth as the forced command of a real OpenSSH server on loopback, with keys and a configuration of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from briefings import make_briefing
from emulator import Emulator
from quoth.store import open_library

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
pytestmark = pytest.mark.skipif(
    not (Path(SSHD).exists() and shutil.which("ssh") and shutil.which("ssh-keygen")),
    reason="OpenSSH's server and client are not installed",
)

CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
"""


@dataclass
class Server:
    """A running sshd whose one key may only run quoth on one library."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def command(self, *remote: str, terminal: bool = True) -> list[str]:
        options = (
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self.folder}/known",
            "IdentitiesOnly=yes",
            "LogLevel=ERROR",
        )
        told = [word for option in options for word in ("-o", option)]
        tty = ["-tt"] if terminal else ["-T"]
        where = ["-i", f"{self.folder}/user", "-p", str(self.port), f"{getpass.getuser()}@127.0.0.1"]
        return ["ssh", "-F", "none", *tty, *told, *where, *remote]

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("sshd")
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    with open_library(folder / "library") as library:
        library.add(make_briefing())
    quoth = Path(sys.executable).parent / "quoth"
    homes = " ".join(f"XDG_{name}_HOME={folder}/{name.lower()}" for name in ("CONFIG", "CACHE", "STATE"))
    forced = f"env {homes} {quoth} --read-only --as guest --library {folder}/library"
    public = (folder / "user.pub").read_text()
    (folder / "authorized_keys").write_text(f'restrict,pty,command="{forced}" {public}')
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (folder / "sshd_config").write_text(CONFIG.format(port=port, folder=folder))
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


def gone(server: Server, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not server.programs():
            return True
        time.sleep(0.02)
    return False


def test_the_browser_opens_and_leaves_nothing_behind(server: Server) -> None:
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        assert server.programs()
        far.send("Q")
        assert far.leave() == 0
        assert far.left_behind() == set()
    assert gone(server, 2)


def test_another_command_is_not_run(server: Server) -> None:
    asked = server.command("cat /etc/passwd; touch", str(server.folder / "touched"), terminal=False)
    told = subprocess.run(asked, input="", check=False, capture_output=True, text=True, timeout=30)
    assert "root:" not in told.stdout
    assert not (server.folder / "touched").exists()


def test_nothing_is_saved_and_no_command_is_run(server: Server) -> None:
    before = sorted(path.name for path in server.folder.rglob("*"))
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        far.send("|")
        far.settle()
        far.send("touch " + str(server.folder / "piped") + "\r")
        far.settle()
        far.send("\x1bs")
        far.settle()
        far.send(str(server.folder / "saved.md") + "\r")
        far.settle()
        far.send("\x1b\x1b")
        far.settle()
        far.send("Q")
        far.leave()
    after = sorted(path.name for path in server.folder.rglob("*"))
    assert {name for name in after if name not in before} <= {"state", "cache", "config", "quoth"} | set(
        own_state(server)
    )
    assert not (server.folder / "piped").exists()
    assert not (server.folder / "saved.md").exists()


def own_state(server: Server) -> list[str]:
    """What a person's place and index leave in their own state and cache folders."""
    kept = [path for part in ("state", "cache") for path in (server.folder / part).rglob("*")]
    return [path.name for path in kept]


def test_a_dropped_link_ends_the_program(server: Server) -> None:
    with Emulator(server.command(), server.folder) as far:
        far.until("Quotes")
        assert server.programs()
        far.process.kill()
        assert gone(server, 2)


def test_several_people_at_once(server: Server) -> None:
    with Emulator(server.command(), server.folder) as one, Emulator(server.command(), server.folder) as two:
        one.until("Quotes")
        two.until("Quotes")
        assert len(server.programs()) == 2
        for far in (one, two):
            far.send("Q")
            assert far.leave() == 0
