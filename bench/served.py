"""What gunicorn serves for the bench: an application whose answers tell which worker gave them."""

import importlib
import os
from collections.abc import Iterable
from typing import Any

from bench.servers import WORKER


def named(module: str) -> Any:
    """The application of a module, with the header; costs both that are compared as much."""
    application = importlib.import_module(module).application
    name = str(os.getpid())

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *others: Any) -> Any:
            return start_response(status, [*headers, (WORKER, name)], *others)

        return application(environ, begin)

    return answer
