"""Where sessions are kept: a table that holds a keyed hash of each key, never a key (T40).

Django asks for the module by name (`SESSION_ENGINE`) and for its `SessionStore`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from fengqiao.kit import clock, crypto, sql
from fengqiao.users import standing
from fengqiao.users.models import Session

# Unit: minutes. A staff session that nobody uses (THREATS 5).
IDLE_MINUTES = 15
# Unit: hours, from sign-in on, whatever happens.
TOTAL_HOURS = 12
# Unit: seconds. How exactly the last use is known; the row is not written at every request.
_SEEN_SECONDS = 60


_STANDING: Final = standing.statement(account="(s.data->>'account')::bigint", post="(s.data->>'post')::bigint")
_LIVING: Final = f"""
SELECT s.id, s.seen_at, s.data, w.* FROM users_session s LEFT JOIN LATERAL ({_STANDING}) w ON true
 WHERE s.key_hash = %(key)s AND s.seen_at > %(seen)s AND s.started_at > %(started)s
"""


class SessionStore(SessionBase):
    """Sessions by hashed key. What lists of sessions need of the data is mirrored in columns."""

    row: standing.Row | None = None
    """Whose session it is, as it was when the session was read: for `standing.signed_in`."""

    def key_hash(self) -> bytes:
        """What the table keeps instead of the key."""
        return crypto.keyed_hash(self.session_key or "", purpose="users.session", here=True)

    def load(self) -> dict[str, Any]:
        """The data of a session that is neither idle too long nor too old; else an empty new one."""
        at = clock.now()
        values = {
            "key": self.key_hash(),
            "seen": at - timedelta(minutes=IDLE_MINUTES),
            "started": at - timedelta(hours=TOTAL_HOURS),
            "on": clock.local_day(at),
        }
        found = sql.rows(_LIVING, values)
        if not found:
            self._session_key = None
            return {}
        id_, seen_at, data, *row = found[0]
        self.row = tuple(row) if row[0] is not None else None
        if at - seen_at > timedelta(seconds=_SEEN_SECONDS):
            Session.objects.filter(id=id_).update(seen_at=at)
        return dict(json.loads(data))

    def exists(self, session_key: str) -> bool:
        """Whether a session has this key."""
        return Session.objects.filter(
            key_hash=crypto.keyed_hash(session_key, purpose="users.session", here=True)
        ).exists()

    def create(self) -> None:
        """A new session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the data. Raises: UpdateError when the session was ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        at = clock.now()
        started = data.get("started")
        columns = {
            "account_id": data.get("account"),
            "data": data,
            "network": data.get("network", ""),
            "browser": data.get("browser", ""),
            "started_at": datetime.fromtimestamp(started, UTC) if started else at,
            "seen_at": at,
        }
        if not must_create:
            if not Session.objects.filter(key_hash=self.key_hash()).update(**columns):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                Session.objects.create(key_hash=self.key_hash(), **columns)
        except IntegrityError:
            raise CreateError from None

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or the one with the given key."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key_hash=crypto.keyed_hash(key, purpose="users.session", here=True)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Drop the rows that no browser can use any more."""
        at = clock.now()
        Session.objects.filter(seen_at__lt=at - timedelta(minutes=IDLE_MINUTES)).delete()
        Session.objects.filter(started_at__lt=at - timedelta(hours=TOTAL_HOURS)).delete()
