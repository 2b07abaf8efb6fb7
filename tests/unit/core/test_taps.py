"""Buttons keep their meaning on the wire, and data of other making is refused."""

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.taps import MAX_LENGTH, ChooseRelative, SpeakAs, Tap, decode, encode
from bot.core.understanding import Condition, Need, Whereabouts

_IDS = st.text("abcXYZ019-_.:", min_size=1, max_size=64)
for kind_of_id in (IncidentId, PersonId, DistrictId):
    st.register_type_strategy(kind_of_id, _IDS)
_PLAIN: Mapping[Any, st.SearchStrategy[str | None]] = {str: _IDS, str | None: st.none() | _IDS}
"""Ids of consents and offers are plain text, and hold no more than other ids do."""


def _taps_of(kind: type[Any]) -> st.SearchStrategy[Tap]:
    fields = get_type_hints(kind).items()
    return st.builds(kind, **{name: _PLAIN[hint] for name, hint in fields if hint in _PLAIN})


_TAPS = st.one_of(*map(_taps_of, get_args(Tap)))


@given(_TAPS)
def test_every_kind_of_tap_survives_the_wire(tap: Tap) -> None:
    assert decode(encode(tap)) == tap
    assert len(encode(tap)) <= MAX_LENGTH


@given(st.text(max_size=400))
def test_any_text_is_a_tap_or_nothing(data: str) -> None:
    tap = decode(data)
    assert tap is None or encode(tap) == data


def test_an_empty_id_is_no_person() -> None:
    assert decode("1|relative||I1") is None
    assert decode("1|relative|P1|") == ChooseRelative(PersonId("P1"))


def test_a_statement_that_waits_for_its_speaker_fits_a_button() -> None:
    longest = PersonId("p" * 64)
    said = SpeakAs(
        longest,
        longest,
        Condition.NEEDS_RESCUE,
        Whereabouts.EVACUATING,
        Need.MEDICINE,
        IncidentId("i" * 64),
        1_900_000_000,
    )
    assert decode(encode(said)) == said
    assert len(encode(said)) <= MAX_LENGTH


def test_a_number_is_read_as_it_is_written_alone() -> None:
    assert decode("1|speakas|P1||||||12") == SpeakAs(PersonId("P1"), asked_at=12)
    for number in ("", " 12", "012", "1_2", "１２", "12.0", "x"):
        assert decode(f"1|speakas|P1||||||{number}") is None
