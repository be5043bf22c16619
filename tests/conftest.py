"""What the tests of several rooms share: one gazetteer, built once a machine, and our own command."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from gazetteer import Gazetteer

# Set before anything imports the gazetteer, and inherited by every process that a test starts: a build takes most of
# a minute, so the folder outlives the run. Its stamp renews it when the sources change.
os.environ.setdefault("MAPAPP_CACHE", str(Path(tempfile.gettempdir()) / f"mapapp-tests-{os.getuid()}"))

# Two busy cores make single examples slow now and then; that is no fault of the code.
settings.register_profile("mapapp", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mapapp")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The real gazetteer."""
    from gazetteer import open_gazetteer

    return open_gazetteer()


class Said(NamedTuple):
    """What a command came to, like `subprocess.CompletedProcess`."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def call_mapapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Our own command, called within this process: for what starts no processes of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAPAPP_WORKSPACE", str(tmp_path / "workspace"))

    def call(*words: str | Path) -> Said:
        from mapapp.cli import main

        monkeypatch.setattr(sys, "argv", ["mapapp", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Said(int(ended.value.code or 0), *capsys.readouterr())

    return call
