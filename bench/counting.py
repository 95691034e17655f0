"""How often pages ask the database: `python -m bench.counting [text]` writes it as JSON.

The text, if any, is part of the labels of the pages that are asked for.

A process of its own, since Django is woken for one database.
"""

import json
import os
import sys

import django


def count(wanted: str) -> dict[str, dict[str, object]]:
    """Address and number of queries of each page, as a visitor asks for it the second time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.pages import addresses

    found: dict[str, dict[str, object]] = {}
    client = Client(headers={"host": "localhost"})
    for label, path in addresses().items():
        if wanted not in label:
            continue
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{label} ({path}) answers {response.status_code}.")
        found[label] = {"path": path, "queries": len(captured)}
    return found


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    json.dump(count("".join(sys.argv[1:])), sys.stdout)


if __name__ == "__main__":
    main()
