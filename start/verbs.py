"""The verbs of the Makefile, each read from top to bottom."""

import contextlib
import http
import http.client
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from portal import database
from start import environment, frontend, quality
from start.commands import Task, perform
from start.console import (
    ROOT,
    VAR,
    Command,
    StartError,
    run,
    run_in_view,
    say,
    speak_any_alphabet,
    step,
)
from start.preflight import Options, in_turn, only_one, require_free_port, require_writable
from start.stamp import Stamp, fingerprint
from start.supervisor import Child, Ended, ignore_signals, obey_signals, supervise

PEOPLE = VAR / "cache" / "demo-people.txt"
HEALTH = "/helse/lever"


def main(arguments: Sequence[str]) -> int:
    verbs: dict[str, Callable[[list[str]], int]] = {
        "run": run_portal,
        "test": test,
        "check": check,
        "fix": fix,
        "fuzz": fuzz,
        "bench": bench,
        "audit": audit,
        "lock": lock,
        "build": build,
    }
    name, *rest = arguments or [""]
    if name not in verbs:
        say(f"Usage: python3 -m start {'|'.join(verbs)}")
        return 2
    speak_any_alphabet()
    obey_signals()
    try:
        return verbs[name](rest)
    except (StartError, database.DatabaseError) as failure:
        complain(str(failure))
    except OSError as error:
        complain(f"{error.filename or 'The machine'}: {error.strerror or error}")
    except (KeyboardInterrupt, Ended):
        return 130
    return 1


def complain(text: str) -> None:
    print(f"\n{text}", file=sys.stderr, flush=True)


def run_portal(arguments: list[str]) -> int:
    options = Options.read(os.environ)
    require_writable()
    if options.leaves_demo_out:
        say("  No demo data in the database of DATABASE_URL; DEMO=1 loads them.")
    with only_one("run") as cut_short:
        require_free_port(options.host, options.port, patience=15 if cut_short else 0)
        with in_turn():
            environment.ensure(["base", *frontend.locks_needed()])
            frontend.ensure()
        with database_url(options.database_url, "run") as (url, alive):
            env = portal_env(url, options)
            with in_turn():
                perform([*data_tasks(options.demo), texts(), static_files()], env)
            serve(options, env, alive)
    return 0


def test(arguments: list[str]) -> int:
    require_writable()
    with only_one("test"):
        ready_for_tests()
        with database_url(os.environ.get("DATABASE_URL", ""), "test") as (url, _):
            env = environment.process_env(DATABASE_URL=url, PORTAL_ENV="local")
            with in_turn():
                perform([texts(), static_files()], env)
            workers = ["-n", str(os.cpu_count() or 1)]
            cache = ["-o", f"cache_dir={VAR / 'cache' / 'pytest'}"]
            code = run_in_view(
                [environment.PYTHON, "-m", "pytest", *workers, *cache, *arguments], env
            )
    if not shutil.which("chromium"):
        say("\nBrowser tests were skipped: Chromium is missing. Install it: apt install chromium")
    return code


def fuzz(arguments: list[str]) -> int:
    os.environ["HYPOTHESIS_PROFILE"] = "fuzz"
    return test(["-m", "hypothesis", *arguments])


def check(arguments: list[str]) -> int:
    require_writable()
    with only_one("check"):
        ready_for_tests()
        with database_url(os.environ.get("DATABASE_URL", ""), "check") as (url, _):
            return quality.check(url)


def fix(arguments: list[str]) -> int:
    require_writable()
    with in_turn():
        environment.ensure(["base", "dev", *frontend.locks_needed()])
    return quality.fix()


def bench(arguments: list[str]) -> int:
    """Measure every page; the databases it makes stay for the next time."""
    require_writable()
    with only_one("bench"):
        with in_turn():
            environment.ensure(["base", *frontend.locks_needed()])
            frontend.ensure()
        with database_url(os.environ.get("DATABASE_URL", ""), "bench") as (url, _):
            env = environment.process_env(DATABASE_URL=url, PORTAL_ENV="local", DEMO="1")
            env["SECRET_KEY"] = secret_key()
            with in_turn():
                perform([texts(), static_files()], env)
            return run_in_view([environment.PYTHON, "-m", "bench", *arguments], env)


def audit(arguments: list[str]) -> int:
    require_writable()
    with in_turn():
        environment.ensure(["base", "dev", *frontend.locks_needed()])
    return quality.audit()


def lock(arguments: list[str]) -> int:
    require_writable()
    with in_turn():
        environment.lock(arguments)
    return 0


def build(arguments: list[str]) -> int:
    """Make all that a production server needs; its service starts gunicorn itself."""
    require_writable()
    with in_turn():
        environment.ensure(["base", *frontend.locks_needed()])
        frontend.ensure()
        env = environment.process_env(PORTAL_ENV="local", DATABASE_URL=quality.NOWHERE)
        perform([texts(), static_files()], env)
    return 0


def ready_for_tests() -> None:
    with in_turn():
        environment.ensure(["base", "dev", *frontend.locks_needed()])
        frontend.ensure(dev=True)


@contextlib.contextmanager
def database_url(given: str, purpose: str) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Give the address of the database to use, and how to see that it is still there."""
    if given:
        with step("Asking the database"):
            ask: Command = [environment.PYTHON, "-m", "start.probe"]
            answer = run(ask, environment.process_env(DATABASE_URL=given), "Asking the database")
        if answer.strip():
            raise StartError(answer.strip())
        yield given, lambda: True
        return
    kept = purpose in ("run", "bench")
    server = database.embedded(ROOT, purpose, database.SAFE if kept else database.FAST)
    if not kept:
        server.forget()
    with step("Starting PostgreSQL"):
        server.start()
    try:
        yield server.url, server.alive
    finally:
        ignore_signals()
        server.stop()


def portal_env(url: str, options: Options) -> dict[str, str]:
    env = environment.process_env(DATABASE_URL=url, DEMO=str(int(options.demo)))
    env["PORTAL_ENV"] = "local" if options.local else env["PORTAL_ENV"]
    if options.local and not env.get("SECRET_KEY"):
        env["SECRET_KEY"] = secret_key()
    host = f"[{options.host}]" if ":" in options.host else options.host
    env["BIND"] = f"{host}:{options.port}"
    env.setdefault("PORTAL_URL", options.address)
    return env


def secret_key(folder: Path = VAR) -> str:
    """This checkout's own key, made once, so that log-ins outlive a start."""
    file = folder / "secret-key"
    if not file.exists():
        draft = file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(secrets.token_urlsafe(64))
        draft.replace(file)
    return file.read_text()


def data_tasks(demo: bool) -> list[Task]:
    tasks = [
        Task("Bringing the database up to date", ["migrate", "--no-input"]),
        Task("Loading reference data", ["load_reference_data"]),
    ]
    if demo:
        tasks.append(Task("Loading demo data", ["load_demo_data"]))
        tasks.append(Task("Reading the demo log-ins", ["demo_people"], output=PEOPLE))
    return tasks


def texts() -> Task:
    catalogues = sorted((ROOT / "locale").rglob("*.po"))
    compiled = [path.with_suffix(".mo") for path in catalogues]
    stamp = Stamp("messages", fingerprint(catalogues), compiled)
    return Task("Compiling translations", ["messages", "compile"], stamp)


def static_files() -> Task:
    inputs = [ROOT / "static", frontend.BUILT, environment.LOCKS / "base.txt"]
    stamp = Stamp("static", fingerprint(inputs), [VAR / "static" / "staticfiles.json"])
    return Task("Collecting static files", ["collectstatic", "--no-input", "--clear"], stamp)


def serve(options: Options, env: dict[str, str], alive: Callable[[], bool]) -> None:
    gunicorn: Command = [environment.PYTHON, "-m", "gunicorn", "-c", "python:portal.gunicorn"]
    worker: Command = [environment.PYTHON, "manage.py", "db_worker", "--interval", "2"]

    def answers() -> bool:
        asked = http.client.HTTPConnection(options.host, options.port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(asked):
            asked.request("GET", HEALTH, headers={"Host": options.served_host})
            status = asked.getresponse().status
            if status != http.HTTPStatus.OK:
                raise StartError(f"The portal answers {status} at {HEALTH}; see above.")
            return True
        return False

    def announce() -> None:
        people = PEOPLE.read_text(encoding="utf-8").strip() if options.demo else ""
        say(f"\n{people}\n\nThe portal is at {options.address}   (Ctrl-C stops it)")

    # Asking a running portal to stop is its ordinary end.
    with contextlib.suppress(KeyboardInterrupt, Ended):
        children = [Child("The web server", gunicorn), Child("The task worker", worker)]
        supervise(children, env, answers, alive, announce)
