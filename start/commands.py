"""Django's commands for a start, all in one process: waking Django takes longer than most of them.

Run with the environment's Python: `python -m start.commands '[["Label", "command", "option"]]'`.
"""

import contextlib
import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from start import environment
from start.console import StartError, explain, run_in_view, speak_any_alphabet, step
from start.stamp import Stamp

INTERRUPTED = (130, -signal.SIGINT, -signal.SIGTERM)


@dataclass(frozen=True)
class Task:
    """A command of `manage.py`; one with a stamp is left out while its inputs are the same."""

    label: str
    command: Sequence[str]
    stamp: Stamp | None = None
    output: Path | None = None


def perform(tasks: Iterable[Task], env: Mapping[str, str]) -> None:
    due = [task for task in tasks if not (task.stamp and task.stamp.fresh())]
    if not due:
        return
    asked = json.dumps([[t.label, str(t.output or ""), *t.command] for t in due])
    code = run_in_view([environment.PYTHON, "-m", "start.commands", asked], env)
    if code in INTERRUPTED:
        raise KeyboardInterrupt
    if code:
        raise StartError("The start has ended; what failed is told above.")
    for task in due:
        if task.stamp:
            task.stamp.write()


def main(asked: str) -> int:
    speak_any_alphabet()
    said = io.StringIO()
    label, command = "Waking Django", ["setup"]
    try:
        with step(label):
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
            import django
            from django.core.management import call_command

            django.setup()
        for label, output, *command in json.loads(asked):
            said = io.StringIO()
            with step(label), contextlib.redirect_stdout(said):
                call_command(*command, stdout=said, stderr=said)
            if output:
                Path(output).write_text(said.getvalue(), encoding="utf-8")
    except KeyboardInterrupt:
        return 130
    except Exception:
        said.write(traceback.format_exc())
        print(f"\n{explain(label, ['manage.py', *command], said.getvalue())}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
