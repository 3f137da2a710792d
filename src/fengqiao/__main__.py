"""`python -m fengqiao` is `fengqiao`."""

from __future__ import annotations

import sys

from fengqiao.site.cli import main

sys.exit(main())
