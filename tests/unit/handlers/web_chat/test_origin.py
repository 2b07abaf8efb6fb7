"""Our own page is let in, every other one is not."""

import pytest

from handlers.web_chat.origin import Origins


@pytest.mark.parametrize(
    ("public_url", "origin"),
    [
        ("https://chat.example.jp", "https://chat.example.jp"),
        ("https://chat.example.jp:443/", "https://chat.example.jp"),
        ("https://chat.example.jp:8443", "https://chat.example.jp:8443"),
        ("http://127.0.0.1:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_our_own_page_is_let_in(public_url: str, origin: str) -> None:
    assert Origins(public_url).allow(origin)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://chat.example.jp",
        "https://chat.example.jp.evil.example",
        "https://evil.example",
        "https://chat.example.jp:444",
    ],
)
def test_every_other_page_is_not(origin: str | None) -> None:
    assert not Origins("https://chat.example.jp").allow(origin)


@pytest.mark.parametrize("public_url", ["", "chat.example.jp", "ftp://chat.example.jp", "https://"])
def test_an_address_that_cannot_be_one_is_refused_with_its_name(public_url: str) -> None:
    with pytest.raises(ValueError, match="PUBLIC_URL"):
        Origins(public_url)


def test_the_sockets_address_follows_the_pages() -> None:
    assert Origins("https://chat.example.jp").sockets == ("wss://chat.example.jp",)
