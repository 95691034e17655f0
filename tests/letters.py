"""Letters that the portal has queued, sent by the worker's own code to Django's outbox."""

import re

from django.core import mail
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

LINK = re.compile(r"https?://\S+")
WORKER = Worker(
    queue_names=["*"],
    interval=0,
    batch=True,
    backend_name="default",
    startup_delay=False,
    max_tasks=None,
    worker_id="test",
    excluded_queue_names=[],
)


def deliver() -> list[mail.EmailMessage]:
    """Do what is queued; the letters it has sent since the last time.

    The worker's loop would close the test's own connection.
    """
    before = len(mail.outbox)
    for waiting in DBTaskResult.objects.ready():
        waiting.claim(WORKER.worker_id)
        WORKER.run_task(waiting)
    return mail.outbox[before:]


def link_in(letter: mail.EmailMessage) -> str:
    """The one link of a letter, as an address in the portal."""
    (link,) = LINK.findall(letter.body)
    return link.removeprefix("http://localhost:8000")
