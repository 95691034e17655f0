"""E-mail: written in the receiver's language, kept in the queue, sent by the worker."""

from __future__ import annotations

import datetime
from smtplib import SMTPException, SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

log = structlog.get_logger(__name__)

# Minutes to wait before each new attempt: a mail server that is down is back within a day.
PAUSES = (1, 5, 30, 120, 720)
# From here on a mail server's answer is its last word.
FINAL = 500


class UndeliverableError(Exception):
    """A letter was given up; names no receiver, since the log and the queue keep what it says."""


def address_of(route: str, language: str, **kwargs: object) -> str:
    """The whole address of a page in a language, for a letter."""
    with override(language):
        return settings.PORTAL_URL + reverse(route, kwargs=kwargs)


def queue_mail(template: str, *, to: str, language: str, url: str = "", **context: object) -> None:
    """Write `mail/<template>` in a language and put it in the queue, with the rest of the change.

    The queue is a table: a transaction that is rolled back sends nothing.
    """
    with override(language):
        context |= {"url": url, "LANGUAGE_CODE": language}
        subject = plain(f"mail/{template}_subject.txt", context)
        text = plain(f"mail/{template}.txt", context)
        html = render_to_string(f"mail/{template}.html", context)
    queue(to=to, subject=subject, text=text, html=html)


def plain(template: str, context: dict[str, object]) -> str:
    """Text as it is read: what HTML would escape stays a letter."""
    return Engine.get_default().get_template(template).render(Context(context, autoescape=False))


def queue(*, to: str, subject: str, text: str, html: str) -> None:
    deliver.enqueue(to=to, subject=" ".join(subject.split()), text=text.strip() + "\n", html=html)


@task()
def deliver(to: str, subject: str, text: str, html: str, attempt: int = 0) -> None:
    """Hand one letter to the mail server; when that fails, try again later."""
    letter = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    letter.attach_alternative(html, "text/html")
    try:
        letter.send()
    except (SMTPException, OSError) as fault:
        if attempt == len(PAUSES) or is_unknown(fault):
            log.error("mail_given_up", fault=type(fault).__name__)
            raise UndeliverableError(type(fault).__name__) from None
        log.warning("mail_delayed", fault=type(fault).__name__, attempt=attempt + 1)
        pause = datetime.timedelta(minutes=PAUSES[attempt])
        again = deliver.using(run_after=timezone.now() + pause)
        again.enqueue(to=to, subject=subject, text=text, html=html, attempt=attempt + 1)


def is_unknown(fault: Exception) -> bool:
    """Whether the mail server says for good that there is no such receiver."""
    if not isinstance(fault, SMTPRecipientsRefused):
        return False
    return all(code >= FINAL for code, _answer in fault.recipients.values())
