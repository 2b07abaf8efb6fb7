"""The yardstick of the webhook: an endpoint that checks the signature, keeps nothing and answers 200.

`python -m bot.cli.bench.bare_endpoint PORT`, the channel secret in ANPI_LINE_CHANNEL_SECRET.
"""

import os
import sys
from dataclasses import dataclass

import uvicorn
from starlette.types import Receive, Scope, Send

from handlers.line.signature import is_signed


@dataclass(frozen=True, slots=True)
class BareEndpoint:
    secret: bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        signature = next((value for key, value in scope["headers"] if key == b"x-line-signature"), None)
        status = 200 if is_signed(body, signature, (self.secret,)) else 401
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


def main() -> None:
    """With the settings of `anpi serve`."""
    app = BareEndpoint(os.environ["ANPI_LINE_CHANNEL_SECRET"].encode())
    uvicorn.run(app, port=int(sys.argv[1]), lifespan="off", log_config=None, access_log=False)


if __name__ == "__main__":
    main()
