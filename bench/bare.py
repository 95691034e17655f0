"""What Django itself costs: a view that renders a template of 25 rows, behind a new project's usual
middleware, without a database. Every page is told as so many times this one.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = [{"number": number, "title": f"Rad nummer {number}"} for number in range(1, 26)]
TEMPLATE = """<!doctype html>
<html lang="nb">
<head><meta charset="utf-8"><title>25 rader</title></head>
<body>
<h1>25 rader</h1>
<ul>
{% for row in rows %}
<li><a href="/{{ row.number }}/">{{ row.title }}</a> {% if row.number > 10 %}mange{% endif %}</li>
{% endfor %}
</ul>
</body>
</html>
"""

settings.configure(
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",  # noqa: S106  (it signs nothing)
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
application = get_wsgi_application()
page = engines["django"].from_string(TEMPLATE)


def rows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(page.render({"rows": ROWS}, request))


urlpatterns = [path("", rows)]
