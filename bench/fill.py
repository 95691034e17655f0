"""Fill the database of DATABASE_URL: `python -m bench.fill 10`, or `… graph` for a million."""

import os
import sys

import django


def main(what: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.db import connection

    from bench.content import write_content
    from bench.graph import lay_graph
    from bench.growth import grow

    if what == "graph":
        lay_graph()
    elif what == "1":
        write_content()
    else:
        grow(int(what))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main(sys.argv[1])
