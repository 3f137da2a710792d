"""Django's admin changelist over the same people: the peer of our list, with the same columns and the same scope."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from fengqiao.site.running import database_running


def serve(port: int) -> None:
    """Run the admin's list alone, by the same server as ours, until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["DJANGO_SETTINGS_MODULE"] = "fengqiao.site.benching.admin_settings"
    with database_running(migrated=False):
        Granian(
            "fengqiao.site.benching.admin:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI,
            workers=2, blocking_threads=1, websockets=False,
        ).serve()  # fmt: skip
    sys.exit(0)


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
    """The WSGI application, loaded with the first request of a process."""
    return _loaded()(environ, start)


@cache
def _loaded() -> Callable[..., Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "fengqiao.site.benching.admin_settings"
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
