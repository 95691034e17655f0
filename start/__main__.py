"""Entry of every `make` verb. Parses on Python 3.6, so that an old one is told what it lacks."""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def missing() -> str:
    """Return what this machine's Python lacks and the cure, or nothing."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return (
            "Python 3.11, 3.12 or 3.13 is needed and this is {}.{}: install one of them and name "
            "it, e.g. make run PYTHON=python3.13".format(*sys.version_info[:2])
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "Python's venv is missing: apt install python{}.{}-venv".format(
            *sys.version_info[:2]
        )
    return ""


if __name__ == "__main__":
    lack = missing()
    if lack:
        sys.exit(lack)
    try:
        from start.verbs import main

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
