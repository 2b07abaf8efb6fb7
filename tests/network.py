"""Closes the way out of the machine for the test process: loopback and unix sockets stay, everything else is refused.

An audit hook sees every connection that Python makes, asyncio's as well, and cannot be undone by the code under test.
"""

import ipaddress
import socket
import sys
from collections.abc import Iterable
from urllib.parse import urlsplit

LOCAL_NAMES = frozenset({"", "localhost", "0.0.0.0", "::"})
allowed: set[str] = set()


class OutsideConnectionError(Exception):
    """A test tried to reach another machine. Not an OSError: code that copes with a lost network must not hide it."""


def close(but_for: Iterable[str] = ()) -> None:
    """From now on, for the life of this process; `but_for` are addresses of servers given for the tests."""
    for host in filter(None, (urlsplit(address).hostname for address in but_for)):
        allowed.add(host)
        allowed.update(str(found[4][0]) for found in socket.getaddrinfo(host, None))
    sys.addaudithook(watch)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse `socket.connect(socket, address)`, `socket.sendto` and look-ups of names elsewhere."""
    if event in {"socket.connect", "socket.sendto"}:
        refuse_outside(arguments[1])
    elif event == "socket.getaddrinfo":
        refuse_outside((arguments[0],))


def refuse_outside(address: object) -> None:
    """`address` is a host and port, or a path (unix sockets), or nothing (connected sockets)."""
    if isinstance(address, tuple) and address and not is_local(address[0]):
        raise OutsideConnectionError(f"a test tried to reach {address[0]!r}: only this machine is allowed")


def is_local(host: object) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in LOCAL_NAMES or name in allowed or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
