"""Fill the database of DATABASE_URL: `python -m bench.fill 10`."""

import os
import sys

import django


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.db import connection

    from bench.content import write_content
    from bench.growth import grow

    if size == 1:
        write_content()
    else:
        grow(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
