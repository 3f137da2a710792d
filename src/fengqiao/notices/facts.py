"""What other rooms hand in: how somebody can be reached."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Way:
    """One number of one receiver. `audience` is person or guardian; the number leaves no record in clear."""

    audience: str
    number: str = field(repr=False)
