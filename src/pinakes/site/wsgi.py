"""The WSGI application that `pinakes serve` and any other WSGI server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pinakes.site.settings")
application = get_wsgi_application()
