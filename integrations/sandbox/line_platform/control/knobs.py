"""Turns the knobs while the sandbox runs: faults, chaos, redelivery, quota, rates, the webhook, the clock."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import Field

from integrations.sandbox.line_platform.clock import VirtualClock
from integrations.sandbox.line_platform.control.asked import Body, PlatformHere
from integrations.sandbox.line_platform.faults import Fault, FaultKind
from integrations.sandbox.line_platform.webhooks.address import is_webhook_url
from integrations.sandbox.line_platform.webhooks.chaos import Chaos


class NewFault(Body):
    """See `Fault`; `times` null: until cleared."""

    route: str = "*"
    kind: FaultKind
    times: int | None = Field(default=1, ge=1)
    probability: float = Field(default=1.0, ge=0, le=1)
    seconds: float = Field(default=0.0, ge=0, le=60)


class Redelivery(Body):
    on: bool
    attempts: int = Field(default=3, ge=1, le=100)
    seconds: float = Field(default=60.0, ge=0)


class QuotaLimit(Body):
    limit: int | None = Field(ge=0)


class RateScale(Body):
    scale: float | None = Field(gt=0)


class WebhookAddress(Body):
    url: str | None
    active: bool = True


class Seconds(Body):
    seconds: float = Field(ge=0)


async def add_fault(platform: PlatformHere, new: NewFault) -> dict[str, Any]:
    fault = Fault(new.route, new.kind, new.times, new.probability, new.seconds)
    platform.faults.add(fault)
    return asdict(fault)


async def clear_faults(platform: PlatformHere) -> None:
    platform.faults.clear()


async def set_chaos(platform: PlatformHere, knobs: dict[str, float]) -> dict[str, Any]:
    """Every knob left out is 0: `{}` makes the road smooth again."""
    try:
        chaos = Chaos(**knobs)
    except (TypeError, ValueError) as wrong:
        raise HTTPException(422, str(wrong)) from wrong
    platform.webhooks.settings.chaos = chaos
    return asdict(chaos)


async def set_redelivery(platform: PlatformHere, switch: Redelivery) -> None:
    settings = platform.webhooks.settings
    settings.redelivery = switch.on
    settings.redelivery_attempts = switch.attempts
    settings.redelivery_seconds = switch.seconds


async def set_quota(platform: PlatformHere, quota: QuotaLimit) -> None:
    platform.world.quota.limit = quota.limit


async def set_rates(platform: PlatformHere, rates: RateScale) -> None:
    platform.rates.scale = rates.scale


async def set_webhook(platform: PlatformHere, address: WebhookAddress) -> None:
    if address.url is not None and not is_webhook_url(address.url):
        raise HTTPException(422, "url must be https, or http on the loopback")
    platform.world.channel.webhook_url = address.url
    platform.world.channel.webhook_active = address.active


async def advance_clock(platform: PlatformHere, step: Seconds) -> dict[str, int]:
    """Lets virtual time pass; 409 where the sandbox runs in real time."""
    clock = platform.world.clock
    if not isinstance(clock, VirtualClock):
        raise HTTPException(409, "this sandbox runs in real time; start it with a VirtualClock")
    clock.advance(step.seconds)
    return {"now_ms": clock.now_ms()}


def routes() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/faults", add_fault, methods=["POST"], status_code=201)
    router.add_api_route("/faults", clear_faults, methods=["DELETE"], status_code=204)
    router.add_api_route("/chaos", set_chaos, methods=["PUT"])
    router.add_api_route("/redelivery", set_redelivery, methods=["PUT"], status_code=204)
    router.add_api_route("/quota", set_quota, methods=["PUT"], status_code=204)
    router.add_api_route("/rates", set_rates, methods=["PUT"], status_code=204)
    router.add_api_route("/webhook", set_webhook, methods=["PUT"], status_code=204)
    router.add_api_route("/clock/advance", advance_clock, methods=["POST"])
    return router
