"""What a row of the table of routes says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from integrations.sandbox.line_platform.api.call import Answer, Call
from integrations.sandbox.line_platform.rates import USUAL, Rate

Handler = Callable[[Call], Answer | Awaitable[Answer]]


class Body(Enum):
    """What the door does with the body before the handler sees the call."""

    NONE = "none"
    JSON = "json"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Route:
    """`template` is a path with `{parameters}`; `name` is how journal, rates and faults speak of the route."""

    method: str
    template: str
    handler: Handler
    body: Body = Body.NONE
    rate: Rate = USUAL

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"


def get(template: str, handler: Handler, rate: Rate = USUAL) -> Route:
    return Route("GET", template, handler, rate=rate)


def delete(template: str, handler: Handler, rate: Rate = USUAL) -> Route:
    return Route("DELETE", template, handler, rate=rate)


def post(template: str, handler: Handler, rate: Rate = USUAL, body: Body = Body.JSON) -> Route:
    return Route("POST", template, handler, body, rate)


def put(template: str, handler: Handler, rate: Rate = USUAL) -> Route:
    return Route("PUT", template, handler, Body.JSON, rate)
