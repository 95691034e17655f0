"""Logs: one line a request, which tells neither its address, its query string nor a name."""

import logging
import logging.config
import time
from collections.abc import Callable

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf
from structlog.typing import Processor

request_log = structlog.get_logger("portal.request")

SHARED_PROCESSORS: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]


# What Django says of a refused form, and the word for it here; it quotes the browser after some.
REFUSALS = {
    csrf.REASON_NO_REFERER: "no_referrer",
    csrf.REASON_MALFORMED_REFERER: "malformed_referrer",
    csrf.REASON_INSECURE_REFERER: "insecure_referrer",
    csrf.REASON_BAD_REFERER.split("%s")[0]: "foreign_referrer",
    csrf.REASON_BAD_ORIGIN.split("%s")[0]: "foreign_origin",
    csrf.REASON_NO_CSRF_COOKIE: "no_cookie",
    csrf.REASON_CSRF_TOKEN_MISSING: "no_token",
    "CSRF cookie ": "malformed_cookie",
    "CSRF token ": "wrong_token",
}


class WithoutPath(logging.Filter):
    """Keeps what Django says of a fault and leaves out where it came about."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = str(record.msg).removesuffix(": %s"), ()
        return True


class ReasonAlone(logging.Filter):
    """Keeps why a form was refused, as one word, and nothing that the browser sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and record.args:
            said = str(record.args[0])
            found = (word for beginning, word in REFUSALS.items() if said.startswith(beginning))
            record.msg, record.args = f"form refused: {next(found, 'other')}", ()
        return True


def logging_config(*, level: int, as_json: bool) -> None:
    """Send structlog's and Django's records to standard error, as JSON or as readable lines."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        renderer,
                    ],
                    "foreign_pre_chain": SHARED_PROCESSORS,
                }
            },
            "filters": {
                "without_path": {"()": WithoutPath},
                "reason_alone": {"()": ReasonAlone},
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                # Django names the path in these records; the line of the request tells the route.
                "django.request": {"level": "ERROR", "filters": ["without_path"]},
                # Its warnings repeat what a browser sent: referrers, host names, field names.
                "django.security": {"level": "CRITICAL"},
                "django.security.csrf": {"level": "WARNING", "filters": ["reason_alone"]},
            },
        }
    )


class RequestLogMiddleware:
    """Log method, route, status, milliseconds and user id once a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        request_log.info(
            "request",
            method=request.method,
            route=match.view_name if match else None,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000),
            user=known_person(request),
        )
        return response


def known_person(request: HttpRequest) -> int | None:
    """The id of who is signed in, asked only of a session that the answer has looked into."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    try:
        return request.user.pk
    except DatabaseError:
        return None
