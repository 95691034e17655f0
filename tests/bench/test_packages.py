"""`make bench` installs what the portal runs on and nothing more."""

import subprocess
import sys

from django.conf import settings

WITHOUT = """
import importlib, sys
for name in ("factory", "hypothesis", "playwright", "pytest", "time_machine", "zeal"):
    sys.modules[name] = None
import django
django.setup()
for name in ("chains", "comparing", "counting", "driver", "growth", "pages", "report", "servers"):
    importlib.import_module(f"bench.{name}")
"""


def test_the_bench_needs_no_test_tool() -> None:
    command = [sys.executable, "-c", WITHOUT]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
