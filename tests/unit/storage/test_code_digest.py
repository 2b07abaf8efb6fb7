"""What is kept of a one-time code."""

from bot.storage.linking.code_digest import CodeDigests


def test_the_same_code_has_the_same_digest_and_another_key_another_one() -> None:
    keyed = CodeDigests((b"key",))
    assert keyed.of("12345678") == CodeDigests((b"key",)).of("12345678")
    assert len({keyed.of("12345678"), keyed.of("12345679"), CodeDigests((b"other",)).of("12345678")}) == 3


def test_a_code_made_under_an_older_key_is_still_found() -> None:
    old, rotated = CodeDigests((b"old",)), CodeDigests((b"new", b"old"))
    assert old.of("12345678") in rotated.candidates("12345678")
    assert rotated.of("12345678") != old.of("12345678")


def test_without_a_key_it_is_slow_to_try_and_still_no_plain_hash() -> None:
    (digest,) = CodeDigests().candidates("12345678")
    assert len(digest) == 64
    assert "12345678" not in digest
