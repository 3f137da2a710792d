"""What the desk puts into the frame: menu entries and the search box."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.reads import messages
from fengqiao.desk.views import door
from fengqiao.desk.views.door import may
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users

WORK = _("Procedures")
RULES = _("Law and rules")


def register() -> None:
    """Once, when the program starts."""
    for item in (*_work(), *_lists(), *_rules()):
        shell.menu.add(item)
    shell.search.fill(_search)
    shell.bell.fill(_bell)


def _work() -> tuple[shell.MenuItem, ...]:
    """What one opens every day."""
    return (
        shell.MenuItem(
            "inbox", _("Today's work"), "inbox", "desk:inbox", 10,
            shown=may(users.Right.WORK_HERE), count=_waiting, also=("/matters/",),
        ),
        shell.MenuItem(
            "caseload", _("Persons"), "users", "desk:caseload", 20, shown=may(users.Right.SEE_CASES),
        ),
        shell.MenuItem(
            "workload", _("Workload"), "chart-bar", "desk:workload", 26, shown=may(users.Right.SEE_CASES),
        ),
        shell.MenuItem(
            "calendar", _("Calendar"), "calendar", "desk:calendar", 22, shown=may(users.Right.SEE_CASES),
        ),
        shell.MenuItem(
            "nearly", _("Almost there"), "target", "desk:nearly", 24, shown=may(users.Right.SEE_CASES),
        ),
    )  # fmt: skip


def _lists() -> tuple[shell.MenuItem, ...]:
    """Procedures and what they leave behind."""
    return (
        shell.MenuItem(
            "supervision", _("Reports of this period"), "clipboard-check", "desk:supervision", 25, group=WORK,
            shown=may(users.Right.SEE_CASES),
        ),
        shell.MenuItem(
            "intake", _("Reception and registration"), "user-plus", "desk:intake", 30, group=WORK,
            shown=may(users.Right.WORK_CASES),
        ),
        shell.MenuItem(
            "corrections", _("File checks"), "checklist", "desk:corrections", 35, group=WORK,
            shown=may(users.Right.WORK_CASES),
            also=("/county-checks/", "/requests/", "/duplicates/", "/joinings/", "/retention/", "/avoidances/"),
        ),
        shell.MenuItem(
            "moved", _("Deadlines moved"), "calendar-event", "desk:moved", 40, group=WORK, shown=_reads_moves,
        ),
        shell.MenuItem(
            "papers", _("Papers"), "file-certificate", "desk:papers-register", 35, group=WORK,
            shown=may(users.Right.SEE_CASES),
        ),
        shell.MenuItem(
            "letters", _("Letters"), "files", "desk:letters", 37, group=WORK, shown=may(users.Right.SEE_CASES),
        ),
        shell.MenuItem(
            "balance", _("Balance of the register"), "scale", "desk:balance", 42, group=WORK, shown=_reads_moves,
        ),
        shell.MenuItem(
            "organs", _("Register of organs"), "building", "desk:organs", 38, group=_("The office"),
            shown=may(users.Right.KEEP_ORGANS),
        ),
        *_of_law(),
    )  # fmt: skip


def _of_law() -> tuple[shell.MenuItem, ...]:
    return (
        shell.MenuItem(
            "archives", _("Archives"), "archive", "desk:archives", 36, group=WORK, shown=may(users.Right.SEE_CASES),
        ),
    )  # fmt: skip


def _rules() -> tuple[shell.MenuItem, ...]:
    """What may be read of the law."""
    return (
        shell.MenuItem(
            "procedures", _("Handbook of procedures"), "route", "desk:procedures", 90, group=RULES,
            shown=may(users.Right.READ_PARAMETERS),
        ),
        shell.MenuItem(
            "parameters", _("Parameters"), "adjustments-horizontal", "desk:parameters", 91, group=RULES,
            shown=may(users.Right.READ_PARAMETERS),
        ),
        shell.MenuItem(
            "articles", _("Articles"), "book-2", "desk:articles", 92, group=RULES,
            shown=may(users.Right.READ_PARAMETERS),
        ),
    )  # fmt: skip


def _reads_moves(request: HttpRequest) -> bool:
    """Whose task it is to look at moved deadlines; the page itself opens to whoever sees cases. No query."""
    found = getattr(request, "actor", None)
    return found is not None and found.role in {users.Role.COUNTY_LEAD, users.Role.PROCURATOR}


def _waiting(request: HttpRequest) -> shell.Count | None:
    """Overdue tasks, or else those of today; one query on a whole page."""
    if not may(users.Right.SEE_CASES)(request):
        return None
    over, today = procedures.inbox_pressing(by=door.actor(request), now=door.moment(request))
    if over:
        return shell.Count(over, hot=True)
    return shell.Count(today) if today else None


def _bell(request: HttpRequest) -> shell.Bell | None:
    """Unread notices, of data officers too; one query on a whole page."""
    if not (may(users.Right.SEE_CASES)(request) or may(users.Right.REVIEW_ACCESS)(request)):
        return None
    return messages.bell(by=door.actor(request), now=door.moment(request))


def _search(request: HttpRequest) -> shell.Search | None:
    if not may(users.Right.SEE_CASES)(request):
        return None
    return shell.Search(
        shell.address("desk:search"),
        _("Name, pinyin, ID number or its last four"),
        live=shell.address("desk:search-live"),
    )
