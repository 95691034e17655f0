"""How gunicorn serves the portal, on one machine and in production. See docs/install.md."""

import os

wsgi_app = "portal.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
# A worker starts anew now and then, so that a leak never grows old; its kept pages go with it.
max_requests = 100_000
max_requests_jitter = 20_000
# The portal writes its own log of requests, without query strings and addresses.
accesslog = None
control_socket_disable = True
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
