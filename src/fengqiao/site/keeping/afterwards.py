"""What a restored database needs of the rooms before anybody may use it. Django is loaded as the staff door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from fengqiao.audit import face as audit
from fengqiao.desk import face as desk
from fengqiao.documents import face as documents
from fengqiao.exchange import face as exchange
from fengqiao.oversight import face as oversight
from fengqiao.procedures import face as procedures
from fengqiao.site import sealing
from fengqiao.site.keeping.restore import CannotRestore, Restored
from fengqiao.users import face as users


def settle(restored: Restored, *, administrator: str, at: datetime, say: Callable[[str], None]) -> None:
    """Seal what came, verify it, forget what was only lent to somebody, close what cannot be opened, write it down.

    Raises: CannotRestore when the record of acts does not hold.
    """
    manifest = restored.manifest
    sealing.seal_now(ended=True)
    broken = sealing.verify_now()["broken"]
    if broken:
        raise CannotRestore(f"the record of acts does not hold: {len(broken)} rows; this archive is not to be trusted")
    _forget(at)
    oversight.silence_codes()
    users.end_passkeys(at)
    by = audit.system("restore", ranges=(manifest["county"],))
    audit.write(
        by=by,
        what="site.restored",
        area=manifest["county"],
        data={
            "made_at": manifest["made_at"],
            "rows": restored.rows,
            "factors": restored.factors,
            "erased": restored.erased,
        },
    )
    if not restored.factors:
        made = users.close_all_but(administrator=administrator, area=manifest["county"], at=at)
        say(f"Second factors must be bound anew. Sign in as {made.username} with this password, for one use:")
        say(f"    {made.one_time_password}")


def _forget(at: datetime) -> None:
    """Files that somebody had asked for and was to fetch within hours: the restore ends those hours (T75)."""
    later = at + timedelta(days=36_500)
    counties = procedures.all_counties()
    desk.forget_exports(counties=counties, at=later)
    documents.forget_prints(counties=counties, at=later)
    exchange.forget_expired(areas=counties, at=later)
