"""Which carrier serves a channel in this installation."""

from __future__ import annotations

from django.conf import settings

from fengqiao.notices import wording
from fengqiao.notices.channels import config
from fengqiao.notices.channels.gateway import HttpGateway
from fengqiao.notices.channels.port import Carrier
from fengqiao.notices.channels.push import Push
from fengqiao.notices.channels.sink import Sink

DEMONSTRATION_SENDER = "枫桥服务"
DEMONSTRATION = config.Configuration(
    staff=(config.Group(area="330681", channel=wording.WECOM, url=""),),
    phones=(("330681", "0575-80000000"),),
)
"""A demonstration's own configuration: nothing of it is called."""


def configuration() -> config.Configuration:
    """What the home's file says; in a demonstration something that calls nobody. Raises: BadConfiguration."""
    if settings.FENGQIAO_DEMONSTRATION:
        return DEMONSTRATION
    return config.read(settings.FENGQIAO_NOTICES)


def exists(channel: str, area: str) -> bool:
    """Whether anything can go by a channel from an office."""
    known = configuration()
    if channel == wording.SMS:
        return bool(settings.FENGQIAO_DEMONSTRATION) or known.sms is not None
    return any(group.channel == channel for group in known.groups(area))


def carrier(channel: str, area: str) -> Carrier | None:
    """The way out, or None where none is configured."""
    known = configuration()
    if settings.FENGQIAO_DEMONSTRATION:
        return Sink(channel, DEMONSTRATION_SENDER)
    if channel == wording.SMS:
        return HttpGateway(known.sms, networks=known.networks) if known.sms is not None else None
    for group in known.groups(area):
        if group.channel == channel:
            return Push(group.url, networks=known.networks)
    return None
