"""The platform as a whole: the world, the road to the bot, the limits and faults of the API, and who watches."""

from dataclasses import dataclass, field

import httpx

from integrations.sandbox.line_platform.changes import Changes
from integrations.sandbox.line_platform.faults import Faults
from integrations.sandbox.line_platform.rates import Rates
from integrations.sandbox.line_platform.webhooks.sender import Webhooks
from integrations.sandbox.line_platform.webhooks.settings import WebhookSettings
from integrations.sandbox.line_platform.world import World


@dataclass(slots=True)
class Platform:
    """Everything one stand-in consists of; `built` makes it from a world. `floods` limits pushes per user."""

    world: World
    webhooks: Webhooks
    rates: Rates
    floods: Rates
    faults: Faults
    changes: Changes = field(default_factory=Changes)

    @classmethod
    def built(
        cls,
        world: World,
        *,
        webhooks: WebhookSettings | None = None,
        rate_scale: float | None = 1.0,
        client: httpx.AsyncClient | None = None,
    ) -> "Platform":
        """`rate_scale` multiplies LINE's rate limits, None switches them off; `client` reaches the bot."""
        sender = Webhooks(world, webhooks, client)
        rates = Rates(world.clock, rate_scale)
        return cls(world, sender, rates, Rates(world.clock), Faults(world.seed))
