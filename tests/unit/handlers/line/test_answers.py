"""What LINE's answers to a send mean."""

import json

import pytest

from bot.core.errors import Refused, TryLater
from handlers.line.answers import RecipientsRefused, raise_for


def _body(message: str, *properties: str) -> bytes:
    details = [{"message": "invalid", "property": each} for each in properties]
    return json.dumps({"message": message, "details": details} if details else {"message": message}).encode()


@pytest.mark.parametrize("status", [200, 202, 204, 409])
def test_accepted_now_or_before_is_accepted_whatever_the_body_says(status: int) -> None:
    for body in (b"{}", b"", b"\xff", b'{"sentMessages":[{"id":5}]}', b"[" * 100_000):
        raise_for(status, body)


@pytest.mark.parametrize(
    ("status", "message", "reason", "ambiguous"),
    [
        (401, "Authentication failed due to the following reason: x", "line_access_token_refused", False),
        (404, "Not found", "line_status_404", False),
        (429, "The API rate limit has been exceeded. Try again later.", "line_rate_limit", False),
        (429, "", "line_rate_limit", False),
        (429, "You have reached your monthly limit.", "line_monthly_quota", False),
        (500, "The request could not be processed", "line_status_500", True),
        (503, "", "line_status_503", True),
        (302, "", "line_status_302", False),
        (418, "", "line_status_418", False),
    ],
)
def test_what_may_go_better_later_says_why_and_whether_it_may_have_arrived(
    status: int, message: str, reason: str, ambiguous: bool
) -> None:
    with pytest.raises(TryLater) as later:
        raise_for(status, _body(message))
    assert (later.value.reason, later.value.ambiguous) == (reason, ambiguous)


def test_a_used_up_month_is_asked_again_much_later_than_a_busy_second() -> None:
    with pytest.raises(TryLater) as quota:
        raise_for(429, _body("You have reached your monthly limit."))
    with pytest.raises(TryLater) as rate:
        raise_for(429, _body("The API rate limit has been exceeded. Try again later."))
    assert quota.value.pause == 600
    assert rate.value.pause is None


@pytest.mark.parametrize("status", [400, 403, 410, 413, 415, 422])
def test_what_will_never_be_accepted_is_refused(status: int) -> None:
    with pytest.raises(Refused) as refused:
        raise_for(status, _body("The request body has 1 error(s)", "messages[0].text"))
    assert refused.value.status == status
    assert not isinstance(refused.value, RecipientsRefused)


@pytest.mark.parametrize(
    ("body", "positions"),
    [
        (_body("The request body has 2 error(s)", "to[3]", "to[499]"), (3, 499)),
        (_body("The request body has 2 error(s)", "to[3]", "to[3]"), (3,)),
        (_body("The property, to[12], in the request body is invalid (line: -, column: -)"), (12,)),
        (_body("The property, 'to', in the request body is invalid (line: -, column: -)"), ()),
        (_body("Failed to send messages"), ()),
        (_body("Failed to send messages", "to"), ()),
    ],
)
def test_recipients_that_line_names_are_told_apart(body: bytes, positions: tuple[int, ...]) -> None:
    with pytest.raises(RecipientsRefused) as refused:
        raise_for(400, body)
    assert refused.value.positions == positions


@pytest.mark.parametrize(
    ("body", "names_body"),
    [
        (_body("The request body has 1 error(s)", "messages[0].text"), True),
        (_body("The request body has 1 error(s)", "messages"), True),
        (_body("The request body has 2 error(s)", "x", "messages[4].template.actions"), True),
        (_body("The request body has 1 error(s)", "notificationDisabled"), False),
        (_body("The request body has 1 error(s)"), False),
        (_body("Failed to send messages"), False),
        (_body("The request body has 2 error(s)", "messages[0].text", "to[3]"), False),
    ],
)
def test_a_refusal_says_whether_it_is_because_of_what_the_message_says(body: bytes, names_body: bool) -> None:
    with pytest.raises(Refused) as refused:
        raise_for(400, body)
    assert refused.value.names_body is names_body


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b'{"details":7}', b'{"details":[7,{"property":1}]}', b"[" * 9999]
)
def test_an_unreadable_refusal_is_a_refusal(body: bytes) -> None:
    with pytest.raises(Refused):
        raise_for(400, body)


def test_an_invalid_reply_token_names_no_recipient() -> None:
    with pytest.raises(Refused) as refused:
        raise_for(400, _body("Invalid reply token"))
    assert refused.value.recipients == ()
