"""The Python environment in `.venv`, made from hashed locks and stamped with what made it."""

import json
import os
import shutil
import ssl
import sys
from collections.abc import Iterable

from start.console import ROOT, VAR, Command, StartError, run, step
from start.stamp import Stamp, fingerprint

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
CACHES = {
    "HYPOTHESIS_STORAGE_DIRECTORY": VAR / "cache" / "hypothesis",
    "MYPY_CACHE_DIR": VAR / "cache" / "mypy",
    "PYTHONPYCACHEPREFIX": VAR / "pycache",
    "RUFF_CACHE_DIR": VAR / "cache" / "ruff",
    "UV_CACHE_DIR": VAR / "cache" / "uv",
    "npm_config_cache": VAR / "cache" / "npm",
}
LEFT_OUT = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "NODE_OPTIONS", "DJANGO_SETTINGS_MODULE"}


def process_env(**more: str) -> dict[str, str]:
    """Return the environment for the project's commands; all they keep lies below `var/`."""
    env = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    env |= {name: str(path) for name, path in CACHES.items()}
    if system_trusts():
        env = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"} | env
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', os.defpath)}"
    return env | more


def system_trusts() -> bool:
    """Whether the machine has certificates of its own, which a workplace may have added to."""
    places = ssl.get_default_verify_paths()
    return bool(places.cafile or (places.capath and any(os.scandir(places.capath))))


def base_stamp() -> Stamp:
    """What makes an environment unusable when it changes: its place, its Python and uv."""
    # Any build of the same Python will do: root and a person may have different ones first in PATH.
    python = "{}.{}".format(*sys.version_info)
    return Stamp("made", fingerprint([LOCKS / "uv.txt"], str(VENV), python), [PYTHON], VENV)


def ensure(wanted: Iterable[str]) -> None:
    """Bring `.venv` to hold at least the named locks; packages of other locks stay."""
    made = base_stamp()
    packages = VENV / "packages.json"
    held = json.loads(packages.read_text()) if made.fresh() and packages.exists() else {}
    names = sorted({*held, *wanted})
    hashes = {name: fingerprint([LOCKS / f"{name}.txt"]) for name in names}
    if made.fresh() and hashes == held:
        return
    if not made.fresh():
        with step("Making the Python environment"):
            make(made)
    with step("Installing Python packages"):
        packages.unlink(missing_ok=True)
        files = [LOCKS / f"{name}.txt" for name in ("uv", *names)]
        sync: Command = [VENV / "bin" / "uv", "pip", "sync", "--python", PYTHON, "--require-hashes"]
        run([*sync, *files], process_env(), "Installing Python packages")
        packages.write_text(json.dumps(hashes))


def make(made: Stamp) -> None:
    if VENV.is_symlink():
        raise StartError(f"{VENV} is a link: remove it, `make` makes an environment of its own.")
    shutil.rmtree(VENV, ignore_errors=True)
    # Inside an activated environment `sys.executable` is the one about to be removed.
    python = getattr(sys, "_base_executable", sys.executable)
    run([python, "-m", "venv", VENV], process_env(), "Making the Python environment")
    pip: Command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--require-hashes"]
    run([*pip, "--no-deps", "-r", LOCKS / "uv.txt"], process_env(), "Installing uv")
    made.write()


def lock(arguments: list[str]) -> None:
    """Resolve `pyproject.toml` into the locks, for every Python and system it may run on."""
    ensure([])
    resolve: Command = [VENV / "bin" / "uv", "pip", "compile", "--quiet", "--universal"]
    options = ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
    inputs: dict[str, Command] = {
        "uv": ["requirements/uv.in"],
        "node": ["requirements/node.in"],
        "base": ["pyproject.toml"],
        "dev": ["pyproject.toml", "--group", "dev", "--constraint", "requirements/base.txt"],
    }
    for name, given in inputs.items():
        target = f"requirements/{name}.txt"
        command = [*resolve, *options, "--no-header", *arguments, "--output-file", target, *given]
        with step(f"Resolving {target}"):
            run(command, process_env(), f"Resolving {target}")
