"""What is measured beside us can be started at all: a peer that gives no page would make any ratio look fine."""

from __future__ import annotations

import os
import subprocess
import sys

_LIST = """
import django
django.setup()
from django.urls import resolve
print(resolve("/admin/subjects/subject/").func.__name__)
"""


def test_the_admin_beside_our_list_can_be_loaded() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fengqiao.site.benching.admin_settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", _LIST], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("changelist_view", 0), done.stderr
