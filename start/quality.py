"""What `check`, `fix` and `audit` run: every tool, then one account of what failed."""

import secrets
import subprocess
import time
from collections.abc import Mapping

from start import environment
from start.console import ROOT, VAR, Command, say

# Some commands need settings, but no server; nothing listens here.
NOWHERE = "postgresql://portal@/portal?host=/nowhere"
TEMPLATES = "templates"


def check(url: str) -> int:
    local = environment.process_env(PORTAL_ENV="local", DATABASE_URL=url)
    production = environment.process_env(
        PORTAL_ENV="production",
        DEMO="0",
        DATABASE_URL=url,
        SECRET_KEY=secrets.token_urlsafe(64),
        ALLOWED_HOSTS="portal.example.no",
        PORTAL_URL="https://portal.example.no",
    )
    manage: Command = [environment.PYTHON, "manage.py"]
    imports: Command = ["lint-imports", "--cache-dir", VAR / "cache" / "import-linter"]
    deploy: Command = [*manage, "check", "--deploy", "--fail-level", "WARNING"]
    return report(
        [
            ("Format", ["ruff", "format", "--check", "."], local),
            ("Lint", ["ruff", "check", "."], local),
            ("Types", ["mypy"], local),
            ("Imports between apps", imports, local),
            ("Format of templates", ["djangofmt", "--check", TEMPLATES], local),
            ("Lint of templates", ["djlint", "--lint", "--quiet", TEMPLATES], local),
            ("Migrations", [*manage, "makemigrations", "--check", "--dry-run"], local),
            ("Translations", [*manage, "messages", "check"], local),
            ("Deployment", deploy, production),
        ]
    )


def fix() -> int:
    local = environment.process_env(PORTAL_ENV="local", DATABASE_URL=NOWHERE)
    return report(
        [
            ("Format", ["ruff", "format", "."], local),
            ("Lint", ["ruff", "check", "--fix", "."], local),
            ("Format of templates", ["djangofmt", TEMPLATES], local),
            ("Texts to translate", [environment.PYTHON, "manage.py", "messages", "extract"], local),
        ]
    )


def audit() -> int:
    env = environment.process_env()
    python = ["pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    return report(
        [
            ("Python packages", [*python, "-r", environment.LOCKS / "dev.txt"], env),
            ("Front-end packages", ["npm", "audit", "--package-lock-only"], env),
        ]
    )


def report(tasks: list[tuple[str, Command, Mapping[str, str]]]) -> int:
    """Run all, a line each, and show the output of those that failed."""
    failed = []
    for label, command, env in tasks:
        begun = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        say(f"  {label:<32} {verdict:<7} {time.monotonic() - begun:5.1f} s")
        if done.returncode:
            failed.append((label, " ".join(map(str, command)), done.stdout.strip()))
    for label, shown, output in failed:
        say(f"\n{label}: `{shown}`\n{output}")
    if failed:
        say(f"\nFailed: {', '.join(label for label, *_ in failed)}")
    return 1 if failed else 0
