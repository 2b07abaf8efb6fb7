"""Cuts the connection of a request without an answer, as a dying load balancer would."""

from starlette.requests import Request


async def reset_connection(request: Request) -> None:
    """Aborts the socket under uvicorn; where there is none (an in-process client) raises ConnectionResetError."""
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("the sandbox cut the connection, as its fault asked")
    transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        continue
