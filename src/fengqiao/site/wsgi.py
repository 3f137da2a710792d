"""The staff door for a WSGI server."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengqiao.site.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# A page makes tens of thousands of objects and leaves none: looking through them every seven hundred finds nothing,
# and now and then walks all that the program has loaded, in the middle of somebody's page. What is loaded now stays.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
