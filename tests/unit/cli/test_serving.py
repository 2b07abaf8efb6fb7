"""Ports that are held from the moment they were found free: two demos that start together never take the same."""

import socket

import pytest

from bot.cli.serving import hold_port, port_of

HOST = "127.0.0.1"


@pytest.fixture
def wanted() -> int:
    """A port above which some are free."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return min(port_of(probe), 65_000)


def test_a_held_port_is_nobody_elses(wanted: int) -> None:
    first, second = hold_port(HOST, wanted), hold_port(HOST, wanted)
    assert first is not None
    assert second is not None
    with first, second:
        assert port_of(first) != port_of(second)


def test_none_is_held_where_all_of_them_are_taken(wanted: int) -> None:
    first = hold_port(HOST, wanted)
    assert first is not None
    with first:
        assert hold_port(HOST, port_of(first), among=1) is None


def test_a_port_can_be_held_again_once_it_was_let_go(wanted: int) -> None:
    first = hold_port(HOST, wanted)
    assert first is not None
    port = port_of(first)
    with first, socket.create_connection((HOST, port)) as caller:
        accepted, _ = first.accept()
        accepted.close()
        caller.recv(1)
    again = hold_port(HOST, port, among=1)
    assert again is not None
    again.close()
