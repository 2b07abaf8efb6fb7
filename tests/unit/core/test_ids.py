"""Ids made from what they belong to: the UUIDs of RFC 9562, 5.5, whoever computes them."""

from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import derived_id

parts = st.lists(st.text(st.characters(codec="utf-8"), max_size=20) | st.integers(), min_size=1, max_size=5)


@given(parts)
def test_an_id_is_the_uuid_of_version_5_of_its_parts(told: list[str | int]) -> None:
    name = "\x1f".join(map(str, told))
    assert derived_id(*told) == str(uuid5(uuid5(NAMESPACE_URL, "urn:anpi"), name))
    assert UUID(derived_id(*told)).version == 5
