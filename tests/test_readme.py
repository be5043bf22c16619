"""The README is run: every command with its output, every piece of Python; and every command stands in it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapapp.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ANYTHING = re.escape("...")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> Iterator[tuple[str, str]]:
    """Each command of a console block, and the output that stands below it."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def pattern(output: str) -> re.Pattern[str]:
    """What the output must look like: "..." stands for anything, and any run of blanks is as good as another."""
    words = r"\s+".join(map(re.escape, output.split()))
    return re.compile(words.replace(ANYTHING, ".*?") + r".*", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands run, one after the other: with the samples as `reports`."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(
        ROOT / "mapapp" / "samples", folder / "reports", ignore=shutil.ignore_patterns("__pycache__", "*.py")
    )
    return folder


def run(folder: Path, *command: str) -> str:
    """What a command says, on both streams."""
    environment = {**os.environ, "MAPAPP_WORKSPACE": str(folder / "workspace")}
    said = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert "Traceback" not in said.stderr, said.stderr
    return said.stdout + said.stderr


def test_every_command_does_what_the_readme_says(folder: Path) -> None:
    for command, output in commands():
        program, *words = shlex.split(command)
        # `make run` is a test of its own: benchmarks/run.py fresh, in a clone.
        if program == "make":
            continue
        assert "mapapp" == program
        said = run(folder, sys.executable, "-m", "mapapp", *words)
        assert pattern(output).fullmatch(said.strip()), f"{command}\n{said}"


def test_every_piece_of_python_runs(folder: Path) -> None:
    run(folder, sys.executable, "-m", "mapapp", "ingest", "reports")
    run(folder, sys.executable, "-m", "mapapp", "export", "--format", "csv", "--output", "events.csv")
    for code in blocks("python"):
        run(folder, sys.executable, "-c", code)
    assert (folder / "events.html").exists()


def test_every_command_stands_in_the_readme() -> None:
    names = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert names == set(re.findall(r"mapapp ([a-z]+)", README)) & names


def test_every_file_that_the_readme_names_is_there() -> None:
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link}
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_make_target_stands_in_the_help() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) - {"help", "browser"}
    assert targets <= set(re.findall(r"make ([a-z]+)", makefile))


def tracked_files() -> list[Path]:
    """What a clone of this repository holds; in a copy without git, the files of the requirements."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    return [ROOT / name for name in names if name] or list((ROOT / "requirements").iterdir())


def test_no_tracked_file_names_a_package_index() -> None:
    # Written in two parts, so that this file does not name one either.
    named = re.compile(
        "|".join(("--(extra-)?index" + "-url", "--find" + "-links ", "pypi" + r"\.org", r"pythonhosted" + r"\.org"))
    )
    own = {ROOT / "requirements" / "pin.sh", Path(__file__)}
    texts = (file for file in tracked_files() if file.is_file() and file not in own)
    assert not [file for file in texts if named.search(file.read_bytes().decode("utf-8", "replace"))]
