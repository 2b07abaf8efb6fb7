"""Turns the knobs while the provider runs: faults, keys, signing people out. Under `/sandbox`, same origin only."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from integrations.sandbox.city_os_identity.faults import FaultKind, Place
from integrations.sandbox.city_os_identity.logout import sign_out
from integrations.sandbox.city_os_identity.provider import IdentityProvider, provider_of


class _Body(BaseModel):
    """A JSON body; unknown names are refused, so that a typo in a test cannot pass for a setting."""

    model_config = ConfigDict(extra="forbid")


class NewFault(_Body):
    """See `Fault`; `times` null: until cleared."""

    kind: FaultKind
    place: Place = Place.EVERYWHERE
    times: int | None = Field(default=None, ge=1)
    seconds: float = Field(default=0.0, ge=0, le=60)


class Rotation(_Body):
    keep_old: bool = True


class Leaver(_Body):
    subject: str


async def _provider(request: Request) -> IdentityProvider:
    return provider_of(request)


async def _same_origin(request: Request) -> None:
    """A page of another origin, open in the same browser, may not drive the sandbox; programs send no Origin."""
    origin = request.headers.get("origin")
    crossing = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if crossing or (origin is not None and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(HTTPStatus.FORBIDDEN, "this page may not drive the sandbox")


ProviderHere = Annotated[IdentityProvider, Depends(_provider)]


async def faults(provider: ProviderHere) -> list[dict[str, Any]]:
    return [asdict(fault) for fault in provider.faults.planned]


async def add_fault(provider: ProviderHere, new: NewFault) -> dict[str, Any]:
    provider.faults.add(new.kind, place=new.place, times=new.times, seconds=new.seconds)
    return new.model_dump(mode="json")


async def clear_faults(provider: ProviderHere) -> None:
    provider.faults.clear()


async def rotate_keys(provider: ProviderHere, rotation: Rotation) -> None:
    provider.keys.rotate(keep_old=rotation.keep_old)


async def withdraw_old_keys(provider: ProviderHere) -> None:
    provider.keys.withdraw_old()


async def sign_person_out(provider: ProviderHere, request: Request, leaver: Leaver) -> dict[str, int]:
    """Status that each told client answered with, per session; 0: nobody there."""
    return await sign_out(provider, provider.issuer(request), leaver.subject)


async def people(provider: ProviderHere) -> list[dict[str, str]]:
    return [{"subject": each.subject, "name": each.name, "role": each.role} for each in provider.people.values()]


def routes() -> APIRouter:
    router = APIRouter(prefix="/sandbox", dependencies=[Depends(_same_origin)])
    router.add_api_route("/people", people)
    router.add_api_route("/faults", faults)
    router.add_api_route("/faults", add_fault, methods=["POST"], status_code=HTTPStatus.CREATED)
    router.add_api_route("/faults", clear_faults, methods=["DELETE"], status_code=HTTPStatus.NO_CONTENT)
    router.add_api_route("/keys", rotate_keys, methods=["POST"], status_code=HTTPStatus.NO_CONTENT)
    router.add_api_route("/keys/old", withdraw_old_keys, methods=["DELETE"], status_code=HTTPStatus.NO_CONTENT)
    router.add_api_route("/sign-outs", sign_person_out, methods=["POST"])
    return router
