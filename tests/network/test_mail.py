"""Letters on their way: by the worker, to a real mail server on this machine."""

import datetime
import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bench.servers import free_port
from network import mail
from network.choices import RoleKind
from tests import letters
from tests.factories import NOW, OrganisationFactory

pytestmark = pytest.mark.django_db
RECEIVER = "kari@example.org"


class Server:
    """Takes letters, or answers what the test says."""

    def __init__(self) -> None:
        self.answer = ""
        self.tries = 0
        self.taken: list[Any] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tries += 1
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    handler, port = Server(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = False
    yield handler
    controller.stop()


def invite(name: str, language: str = "nb") -> None:
    mail.queue_mail(
        "invitation",
        to=RECEIVER,
        language=language,
        url="http://localhost:8000/invitasjon/hemmelig/",
        role=RoleKind.READER,
        organisation=OrganisationFactory(name=name),
        expires_at=NOW,
    )


def work_for_a_day() -> None:
    """Do what is queued, also what waits for a new attempt."""
    for _attempt in range(len(mail.PAUSES) + 2):
        DBTaskResult.objects.filter(status="READY").update(
            run_after=timezone.now() - datetime.timedelta(minutes=1)
        )
        letters.deliver()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("nb", "Invitasjon til portalen Forankring: Bil & bane"),
        ("nn", "Invitasjon til portalen Forankring: Bil & bane"),
        ("en", "Invitation to the Forankring portal: Bil & bane"),
    ],
)
def test_a_letter_arrives_as_it_was_written(server: Server, language: str, subject: str) -> None:
    invite("Bil & bane", language)
    work_for_a_day()
    (letter,) = server.taken
    assert letter["Subject"] == subject
    assert letter["To"] == RECEIVER
    assert "Bil & bane" in text_of(letter, "plain")
    assert "Bil &amp; bane" in text_of(letter, "html")
    assert f'lang="{language}"' in text_of(letter, "html")


def test_a_name_with_a_line_break_adds_no_header(server: Server) -> None:
    invite("Bane\r\nBcc: alle@example.org")
    work_for_a_day()
    (letter,) = server.taken
    assert letter["Bcc"] is None
    assert letter["Subject"].endswith("Bane Bcc: alle@example.org")


def test_a_receiver_that_is_unknown_is_tried_once(server: Server) -> None:
    server.answer = "550 No such user here"
    invite("Bil & bane")
    work_for_a_day()
    assert server.tries == 1


def test_a_server_that_is_busy_is_tried_again_within_the_day(server: Server) -> None:
    server.answer = "451 Try again later"
    invite("Bil & bane")
    work_for_a_day()
    assert server.tries == len(mail.PAUSES) + 1


@pytest.mark.parametrize("answer", ["550 No such user here", "451 Try again later"])
def test_a_letter_that_is_given_up_leaves_no_address_in_the_log(
    server: Server, caplog: pytest.LogCaptureFixture, answer: str
) -> None:
    server.answer = answer
    invite("Bil & bane")
    work_for_a_day()
    failed = DBTaskResult.objects.get(status="FAILED")
    assert "UndeliverableError" in failed.traceback
    assert RECEIVER not in failed.traceback
    ours = [caplog.handler.format(record) for record in caplog.records if record.name != "mail.log"]
    assert ours
    assert not [line for line in ours if RECEIVER in line]


def text_of(letter: EmailMessage, kind: str) -> str:
    (part,) = [part for part in letter.walk() if part.get_content_subtype() == kind]
    return str(part.get_content())
