"""Make a virtual environment with this checkout of mapapp in it: `python3 requirements/install.py .venv run.txt`.

Standard library only, and nothing newer than Python 3.6 up to the check of the version, so that an old Python gets a
sentence and not a syntax error. A second call finds its stamp and returns at once; a call at the same time waits.
"""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
IS_TERMINAL = sys.stderr.isatty()


def complaint(version, modules):
    """What is wrong with this Python, with the way out; "" where nothing is. `modules`: name -> can be imported."""
    if tuple(version[:2]) < OLDEST:
        return (
            "mapapp needs Python {}.{} or newer, and this is {}.{}. "
            "Name a newer one: make PYTHON=python3.12 (or install it with your system's package manager)."
        ).format(*OLDEST, *version[:2])
    if not all(modules.values()):
        return (
            "This Python cannot make virtual environments: its module {} is missing. "
            "On Debian and Ubuntu: apt-get install python3-venv (with sudo), then the same make again."
        ).format(" and ".join(name for name, there in sorted(modules.items()) if not there))
    return ""


def importable(name):
    """True where this Python has the module (Debian takes `ensurepip` out of the base package)."""
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def stamp_of(files, target):
    """What an environment was made from: the same stamp, the same environment."""
    digest = hashlib.sha256("{} {}".format(sys.version, target).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def say(text, done):
    """One line of progress: rewritten in place in a terminal, once a tenth elsewhere."""
    if IS_TERMINAL:
        sys.stderr.write("\r\033[K" + text)
        if done:
            sys.stderr.write("\n")
    else:
        sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Bar:
    """Progress of a step with a known number of parts."""

    def __init__(self, words, total):
        self.words, self.total, self.shown = words, max(total, 1), -1

    def at(self, count):
        """`count` parts are done."""
        tenth = 10 * min(count, self.total) // self.total
        if IS_TERMINAL or tenth > self.shown:
            filled = 3 * tenth
            bar = "#" * filled + "." * (30 - filled)
            say("  {:<28}[{}] {} of {}".format(self.words, bar, min(count, self.total), self.total), tenth == 10)
        self.shown = max(tenth, self.shown)


def run(command, log, on_line=None):
    """Run a step with its output in the log; True where it succeeded."""
    with subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        cwd=str(ROOT),
    ) as process:
        for line in process.stdout or ():
            log.write(line)
            log.flush()
            if on_line:
                on_line(line)
    return process.returncode == 0


def install_packages(python, files, log):
    """The pinned packages, each checked against its hash; True where it succeeded."""
    total = sum(line.count("==") for file in files for line in file.read_text().splitlines() if line[:1].isalnum())
    bar, seen = Bar("fetching packages", total), [0]

    def count(line):
        if line.startswith(("Collecting ", "Requirement already", "Ignoring ")):
            seen[0] += 1
            bar.at(seen[0])
        elif line.startswith("Installing collected"):
            bar.at(total)
            say("  unpacking {} packages (about half a minute)".format(seen[0]), True)

    options = [word for file in files for word in ("-r", file)]
    return run([python, "-m", "pip", "install", "--require-hashes", "--no-input", *options], log, count)


def make(target, files, log):
    """The three steps; the sentence of the first that failed, "" where all succeeded."""
    python = target / "bin" / "python"
    if not run([sys.executable, "-m", "venv", "--clear", target], log):
        return "The virtual environment could not be made."
    if not install_packages(python, files, log):
        return "The packages could not be installed. Is there a network, and room on the disk?"
    own = [python, "-m", "pip", "install", "--no-input", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    return "" if run(own, log) else "mapapp itself could not be installed."


def install(target, names):
    """Make `target` unless it is as it should be; exit status."""
    files = [REQUIREMENTS / name for name in ("build.txt", *names)]
    stamp, stamp_file = stamp_of([*files, ROOT / "pyproject.toml"], target), target / "installed"
    if stamp_file.is_file() and stamp_file.read_text() == stamp and (target / "bin" / "mapapp").exists():
        return 0
    say("Installing into {} (once, a minute or two)".format(target.name), True)
    log_file = target.with_name(target.name + ".log")
    with log_file.open("w") as log:
        wrong = make(target, files, log)
    if wrong:
        errors = [line for line in log_file.read_text().splitlines() if line.startswith(("ERROR", "error", "Error"))]
        sys.stderr.write("\n".join([wrong, *errors[:3], "All that was said stands in {}".format(log_file)]) + "\n")
        return 1
    log_file.unlink()
    stamp_file.write_text(stamp)
    return 0


def main(arguments):
    """Install under a lock: of two calls at once one works and the other waits for it."""
    wrong = complaint(sys.version_info, {name: importable(name) for name in ("venv", "ensurepip")})
    if wrong:
        sys.stderr.write(wrong + "\n")
        return 1
    with Path(__file__).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another make is installing: waiting for it", True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        return install(ROOT / arguments[0], arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
