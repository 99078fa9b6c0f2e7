"""The WSGI application that `pinakes serve` and any other WSGI server runs."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pinakes.site.settings")
application = get_wsgi_application()
# What is loaded now stays; and a page makes more objects than the 700 after which Python looks for cycles by
# default, a dozen times a page, although there are hardly any.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
