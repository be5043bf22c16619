"""What the tests of several rooms share: one gazetteer, built once a machine, and our own command."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

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


@pytest.fixture
def run_mapapp(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Our own command in a process of its own, in an empty folder; its workspace is there too unless named."""

    def run(*words: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mapapp", *map(str, words)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=180,
            env={**os.environ, "MAPAPP_WORKSPACE": str(tmp_path / "workspace"), **environment},
        )

    return run
