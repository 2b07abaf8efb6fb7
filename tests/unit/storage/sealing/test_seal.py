"""A sealed value opens with its key and in its column, and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Unavailable
from bot.storage.sealing.keys import NO_KEYS, FieldKeys, new_key, read_keys
from bot.storage.sealing.seal import FieldKeyMissing, SealBroken, open_bytes, open_text, seal_bytes, seal_text

OLD, NEW = new_key(), new_key()
BOTH = read_keys([NEW, OLD])
PHONE = "people.phone"
WORDS = st.text() | st.text().map("anpi:1:".__add__) | st.text().map("anpi:0:".__add__)


@given(WORDS, st.sampled_from([NO_KEYS, read_keys([NEW]), BOTH]))
def test_what_is_sealed_opens_as_it_was(words: str, keys: FieldKeys) -> None:
    assert open_text(keys, PHONE, seal_text(keys, PHONE, words)) == words
    assert open_bytes(keys, PHONE, seal_bytes(keys, PHONE, words.encode())) == words.encode()


@given(st.binary())
def test_bytes_are_any_bytes(raw: bytes) -> None:
    assert open_bytes(BOTH, "inbox.raw", seal_bytes(BOTH, "inbox.raw", raw)) == raw


def test_nothing_of_the_value_is_seen_and_no_two_seals_are_alike() -> None:
    sealed = [seal_text(BOTH, PHONE, "0242-00-1234") for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert all(each.startswith(f"anpi:1:{BOTH.keys[0].id}:") and "0242" not in each for each in sealed)


def test_what_an_older_key_sealed_is_still_read_and_the_newest_seals() -> None:
    old = seal_text(read_keys([OLD]), PHONE, "0242-00-1234")
    assert open_text(BOTH, PHONE, old) == "0242-00-1234"
    assert open_text(read_keys([NEW]), PHONE, seal_text(BOTH, PHONE, "x")) == "x"


def test_what_was_stored_before_there_were_keys_is_read_as_it_is() -> None:
    assert open_text(BOTH, PHONE, "0242-00-1234") == "0242-00-1234"
    assert open_bytes(BOTH, "inbox.raw", b'{"a":1}') == b'{"a":1}'


def test_a_value_under_a_key_that_is_not_here_is_an_error_that_names_the_key() -> None:
    old = read_keys([OLD])
    for keys in (read_keys([NEW]), NO_KEYS):
        with pytest.raises(FieldKeyMissing, match=f"field key {old.keys[0].id}"):
            open_text(keys, PHONE, seal_text(old, PHONE, "x"))
        with pytest.raises(Unavailable):
            open_bytes(keys, PHONE, seal_bytes(old, PHONE, b"x"))


def test_a_value_from_another_column_does_not_open() -> None:
    with pytest.raises(SealBroken, match=r"people\.phone"):
        open_text(BOTH, PHONE, seal_text(BOTH, "people.address", "x"))


@given(st.text(min_size=1), st.data())
def test_a_value_changed_anywhere_does_not_open(words: str, data: st.DataObject) -> None:
    sealed = seal_bytes(BOTH, PHONE, words.encode())
    place = data.draw(st.integers(len("anpi:1:01234567:"), len(sealed) - 1))
    changed = bytearray(sealed)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        open_bytes(BOTH, PHONE, bytes(changed))


@pytest.mark.parametrize(
    "stored", ["anpi:1:", "anpi:1:zz:AAAA", "anpi:2:x", "anpi:1:{id}:", "anpi:1:{id}:§§", "anpi:1:{id}:AAAA"]
)
def test_what_only_looks_sealed_never_passes_as_a_value(stored: str) -> None:
    written = stored.format(id=BOTH.keys[0].id)
    with pytest.raises(SealBroken):
        open_text(BOTH, PHONE, written)
    with pytest.raises(SealBroken):
        open_bytes(BOTH, PHONE, written.encode())


def test_a_key_is_thirty_two_bytes_in_base64() -> None:
    for written in ("AAAA", "no base64", ""):
        with pytest.raises(ValueError):
            read_keys([written])


def test_keys_do_not_show_themselves() -> None:
    assert NEW not in repr(BOTH)
    assert "AESGCM" not in repr(BOTH)
