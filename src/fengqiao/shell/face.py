"""The door of the shell: what a room above uses to draw its pages.

Pages
    `render(request, "desk/inbox.html", {...}, block="list")` draws a page in the frame, or the one block when htmx
    asks. Templates extend "shell/base.html" (staff) or "shell/public.html" (before sign-in), fill `title` and
    `main`, and call components as `{{ ui.due(row.due) }}` (all macros: templates/components/, shown at
    /shell/components/). `error(request, status=429)` answers with an error page.

Records
    Components that show more than a word take a frozen record: `Due`, `Basis`, `Person`, `Term`, `Step`, …

Frame
    `menu.add(MenuItem(...))`, `search.fill(f)`, `bell.fill(f)`, `posts.fill(f)`, `account.fill(f)`, once, in
    AppConfig.ready. Nothing here knows a room above.
"""

from __future__ import annotations

from fengqiao.shell.components import (
    Band,
    Basis,
    Bilingual,
    Check,
    Chip,
    Choice,
    Column,
    Crumb,
    Due,
    Entry,
    Fact,
    Field,
    FieldKind,
    Figure,
    Marker,
    Person,
    Step,
    Tag,
    Term,
    Text,
    Tone,
    View,
    Words,
)
from fengqiao.shell.dates import MISSING, day, dense_day, dense_moment, hour, is_chinese, moment, number, percent, text
from fengqiao.shell.drawn import pen, safe
from fengqiao.shell.errors import answer as error
from fengqiao.shell.errors import csrf_failure, server_error
from fengqiao.shell.fields import fields
from fengqiao.shell.flow import Chart, lay_out
from fengqiao.shell.links import address, addresses
from fengqiao.shell.pages import download, is_fragment, render
from fengqiao.shell.registries import (
    Account,
    Bell,
    Count,
    MenuItem,
    Post,
    Posts,
    Search,
    account,
    bell,
    menu,
    posts,
    search,
)
from fengqiao.shell.rules import DueState, urgency

__all__ = [
    "MISSING",
    "Account",
    "Band",
    "Basis",
    "Bell",
    "Bilingual",
    "Chart",
    "Check",
    "Chip",
    "Choice",
    "Column",
    "Count",
    "Crumb",
    "Due",
    "DueState",
    "Entry",
    "Fact",
    "Field",
    "FieldKind",
    "Figure",
    "Marker",
    "MenuItem",
    "Person",
    "Post",
    "Posts",
    "Search",
    "Step",
    "Tag",
    "Term",
    "Text",
    "Tone",
    "View",
    "Words",
    "account",
    "address",
    "addresses",
    "bell",
    "csrf_failure",
    "day",
    "dense_day",
    "dense_moment",
    "download",
    "error",
    "fields",
    "hour",
    "is_chinese",
    "is_fragment",
    "lay_out",
    "menu",
    "moment",
    "number",
    "pen",
    "percent",
    "posts",
    "render",
    "safe",
    "search",
    "server_error",
    "text",
    "urgency",
]
