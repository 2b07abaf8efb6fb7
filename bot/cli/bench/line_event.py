"""What LINE posts when somebody writes: one event in a body, signed."""

import hmac
import json
from base64 import b64encode
from datetime import datetime

from handlers.line.webhook import PATH


def said(words: str, user: str, event: str, at: datetime, *, reply_token: bool = True) -> bytes:
    """A webhook body with one text message, as long as LINE's own (some 700 bytes). `event` is the event's id.

    The reply token is invented: a stand-in that never gave it out refuses it.
    """
    message = {
        "id": "468789577898262530",
        "type": "text",
        "quoteToken": "q3Plxr4AgKd8Q0Zw5Y1x2V3u4T5s6R7q8P9o0N1m2L3k4J5i6H7g8F9e0D1c2B3a4",
        "markAsReadToken": "30yhdy232J6LtVmRaL2ZP9g8f7e6d5c4b3a2918273645546372819",
        "text": words,
    }
    one = {
        "type": "message",
        "mode": "active",
        "timestamp": round(at.timestamp() * 1000),
        "webhookEventId": event,
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": user},
        "message": message,
        **({"replyToken": event.ljust(32, "0")} if reply_token else {}),
    }
    body = {"destination": "U" + "b0" * 16, "events": [one]}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def request(body: bytes, secret: bytes) -> bytes:
    """The whole HTTP request, on a connection that stays open."""
    signature = b64encode(hmac.digest(secret, body, "sha256"))
    head = (
        b"POST " + PATH.encode() + b" HTTP/1.1\r\n"
        b"host: 127.0.0.1\r\n"
        b"content-type: application/json; charset=utf-8\r\n"
        b"user-agent: LineBotWebhook/2.0\r\n"
        b"x-line-signature: " + signature + b"\r\n"
        b"content-length: " + str(len(body)).encode() + b"\r\n\r\n"
    )
    return head + body
