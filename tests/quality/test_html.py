"""Every page is valid HTML, in three languages and for those who are logged in."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.portal.page import LANGUAGES
from tests.portal.pages import BEHIND_LOG_IN, PAGES

VALIDATOR = settings.BASE_DIR / "node_modules" / ".bin" / "html-validate"
RULES = settings.BASE_DIR / ".htmlvalidate.json"


@pytest.fixture
def folder(tmp_path: Path, client_of: Callable) -> Path:
    """All pages as files, named by who saw what in which language."""
    for who, languages in (("visitor", LANGUAGES), ("county", LANGUAGES[:1])):
        client = client_of(who)
        for page in PAGES:
            for language in languages if page.has_languages else ():
                response = client.get(page.url(language))
                if response.status_code in (200, 404):
                    (tmp_path / f"{who}-{language}-{page}.html").write_bytes(response.content)
    for who, page in BEHIND_LOG_IN:
        for language in LANGUAGES:
            content = client_of(who).get(page.url(language)).content
            (tmp_path / f"{who}-{language}-{page}.html").write_bytes(content)
    wrong = client_of("visitor").post("/logg-inn/", {"login": "x@example.org", "password": "x"})
    (tmp_path / "wrong-log-in.html").write_bytes(wrong.content)
    return tmp_path


def test_every_page_is_valid_html(folder: Path) -> None:
    assert VALIDATOR.exists(), "the front-end's test tools are missing: run `make test`"
    report = folder / "report.json"
    command = [VALIDATOR, "--config", RULES, "--formatter", f"json={report}", f"{folder}/*.html"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert report.exists(), checked.stderr
    found = {
        f"{Path(file['filePath']).name}:{message['line']} {message['ruleId']}: {message['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for message in file["messages"]
    }
    assert not found, "\n".join(sorted(found))
