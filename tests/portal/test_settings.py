"""A portal outside one machine starts only when it is told its secrets."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SECRETS = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_URL": "https://portal.example",
    "DATABASE_URL": "postgresql://portal@db.example/portal",
}
SHOW = "from django.conf import settings; print(settings.{})"


def start(show: str = "ALLOWED_HOSTS", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(show)],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", SECRETS)
def test_production_without_one_of_them_names_it(missing: str) -> None:
    given = {name: value for name, value in SECRETS.items() if name != missing}
    started = start(**given)
    assert started.returncode != 0
    named = started.stderr.splitlines()[-1]
    assert missing in named
    assert not any(name in named for name in given)


def test_production_without_anything_names_all() -> None:
    named = start().stderr.splitlines()[-1]
    assert all(name in named for name in SECRETS)


def test_empty_counts_as_missing() -> None:
    assert "SECRET_KEY" in start(**SECRETS | {"SECRET_KEY": ""}).stderr.splitlines()[-1]


def test_production_with_all_starts() -> None:
    assert start(**SECRETS).stdout.strip() == "['portal.example']"


def test_demo_data_outside_one_machine_is_refused() -> None:
    started = start(**SECRETS, DEMO="1")
    assert started.returncode != 0
    assert "DEMO" in started.stderr.splitlines()[-1]


@pytest.mark.parametrize("word", ["prod", "Local", "test", ""])
def test_any_other_word_than_local_is_production(word: str) -> None:
    assert start(PORTAL_ENV=word, DATABASE_URL=SECRETS["DATABASE_URL"]).returncode != 0


def test_one_machine_needs_only_its_database() -> None:
    local = {"PORTAL_ENV": "local", "DATABASE_URL": SECRETS["DATABASE_URL"]}
    assert start("DEMO", **local).stdout.strip() == "True"
    assert start("DEMO", **local, DEMO="0").stdout.strip() == "False"


@pytest.mark.parametrize("environment", [SECRETS, {**SECRETS, "PORTAL_ENV": "local"}])
def test_debug_is_never_on(environment: dict[str, str]) -> None:
    assert start("DEBUG", **environment, DEBUG="1").stdout.strip() == "False"


@pytest.mark.parametrize(
    "name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
)
def test_production_speaks_only_https(name: str) -> None:
    assert start(name, **SECRETS).stdout.strip() == "True"


def test_address_of_the_database_may_hold_more_than_a_host() -> None:
    url = "postgresql://portal:hem%40lig@/portal?host=/run/postgresql&sslmode=require"
    shown = start("DATABASES['default']", **SECRETS | {"DATABASE_URL": url}).stdout
    for part in ("'PASSWORD': 'hem@lig'", "'HOST': '/run/postgresql'", "'sslmode': 'require'"):
        assert part in shown


def test_blanks_between_hosts_do_not_matter() -> None:
    given = SECRETS | {"ALLOWED_HOSTS": " portal.example , www.portal.example,"}
    assert start(**given).stdout.strip() == "['portal.example', 'www.portal.example']"


@pytest.mark.parametrize("hosts", [" ", ",", " , "])
def test_hosts_without_a_name_count_as_missing(hosts: str) -> None:
    named = start(**SECRETS | {"ALLOWED_HOSTS": hosts}).stderr.splitlines()[-1]
    assert "ALLOWED_HOSTS" in named


@pytest.mark.parametrize("name", ["DEMO", "BEHIND_PROXY", "HSTS_SUBDOMAINS"])
def test_an_empty_switch_counts_as_unset(name: str) -> None:
    assert start("DEMO", **SECRETS, **{name: ""}).stdout.strip() == "False"
    local = SECRETS | {"PORTAL_ENV": "local", name: ""}
    assert start("DEMO", **local).stdout.strip() == "True"


def test_each_local_command_without_a_key_has_its_own() -> None:
    local = {"PORTAL_ENV": "local", "DATABASE_URL": SECRETS["DATABASE_URL"]}
    keys = {start("SECRET_KEY", **local, SECRET_KEY=given).stdout.strip() for given in ("", "")}
    assert len(keys) == 2
    assert all(len(key) > 50 for key in keys)
    assert start("SECRET_KEY", **local, SECRET_KEY="min").stdout.strip() == "min"


@pytest.mark.parametrize("name", ["SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"])
def test_other_names_of_the_domain_are_promised_only_when_told_so(name: str) -> None:
    assert start(name, **SECRETS).stdout.strip() == "False"
    assert start(name, **SECRETS, HSTS_SUBDOMAINS="1").stdout.strip() == "True"
    assert start("SECURE_HSTS_SECONDS", **SECRETS).stdout.strip() == "31536000"


def test_queries_are_not_compiled_and_an_address_keeps_its_options() -> None:
    url = "postgresql://portal@db.example/portal?options=-c%20lock_timeout%3D5s"
    shown = start("DATABASES['default']['OPTIONS']", **SECRETS | {"DATABASE_URL": url}).stdout
    assert "'options': '-c lock_timeout=5s -c jit=off'" in shown


FEIDE = {
    "FEIDE_DISCOVERY_URL": "https://auth.example/.well-known/openid-configuration",
    "FEIDE_CLIENT_ID": "forankring",
    "FEIDE_CLIENT_SECRET": "hemmelig",
    "FEIDE_REALMS": "fylke.example, Skole.example",
}


def test_home_organisations_are_known_in_any_case() -> None:
    started = start("FEIDE_REALMS", **SECRETS, **FEIDE)
    assert started.stdout.strip() == "['fylke.example', 'skole.example']"


def test_feide_is_set_up_whole_or_not_at_all() -> None:
    started = start(**SECRETS, **FEIDE | {"FEIDE_REALMS": "", "FEIDE_CLIENT_SECRET": " "})
    assert started.returncode != 0
    assert "lacks FEIDE_CLIENT_SECRET, FEIDE_REALMS;" in started.stderr.splitlines()[-1]


def test_feide_is_asked_over_https_alone() -> None:
    address = FEIDE["FEIDE_DISCOVERY_URL"].replace("https", "http")
    started = start(**SECRETS, **FEIDE | {"FEIDE_DISCOVERY_URL": address})
    assert started.returncode != 0
    assert "FEIDE_DISCOVERY_URL" in started.stderr.splitlines()[-1]
