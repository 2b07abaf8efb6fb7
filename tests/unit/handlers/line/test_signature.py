"""The signature of a webhook body."""

import base64
import hashlib
import hmac

import pytest

from handlers.line.signature import is_signed

SECRET = b"0123456789abcdef0123456789abcdef"
BODY = '{"events":[{"text":"さすけねぇ"}]}'.encode()


def signed(secret: bytes, body: bytes = BODY) -> bytes:
    return base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest())


def test_a_signature_known_from_another_implementation_holds() -> None:
    """Computed once with OpenSSL's command line, not with this code."""
    assert is_signed(b"{}", b"dzJZAsrKgS3CWXM6rNBGtzgXNyx3e42VtAJkdHRRbhM=", [b"secret"])


def test_what_the_channel_secret_signed_is_from_line() -> None:
    assert is_signed(BODY, signed(SECRET), [SECRET])


def test_either_of_two_secrets_may_have_signed_while_they_are_rotated() -> None:
    assert is_signed(BODY, signed(b"old"), [b"new", b"old"])
    assert is_signed(BODY, signed(b"new"), [b"new", b"old"])


def test_a_missing_header_is_no_signature() -> None:
    assert not is_signed(BODY, None, [SECRET])


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"=",
        b"\xff\xfe",
        signed(b"another secret"),
        signed(SECRET)[:-1],
        signed(SECRET) + b"A",
        signed(SECRET).lower(),
        signed(SECRET, BODY + b"\n"),
        hmac.new(SECRET, BODY, hashlib.sha256).hexdigest().encode(),
    ],
)
def test_anything_else_is_no_signature(header: bytes) -> None:
    assert not is_signed(BODY, header, [SECRET])


def test_without_secrets_nothing_is_signed() -> None:
    assert not is_signed(BODY, signed(b""), [])
