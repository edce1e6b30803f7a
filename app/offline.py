"""No network, by us or by a library: an audit hook that refuses to make an internet socket.

Installed first thing in every process of the program (window, command line, helpers). A hook
cannot be removed again; local sockets (AF_UNIX) stay allowed.
"""

from __future__ import annotations

import sys
from typing import Any

_LOOKUPS = frozenset(
    ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto")
)
_installed = False


class NetworkForbidden(RuntimeError):
    """Something tried to reach a network: a bug, since the program works offline."""


def forbid_network() -> None:
    """Refuse every internet socket and every name look-up in this process from now on."""
    global _installed
    if not _installed:
        _installed = True
        sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _LOOKUPS or (event == "socket.__new__" and _is_internet(arguments[1])):
        raise NetworkForbidden(f"the program works offline, but {event} was called with {arguments[1:]!r}")


def _is_internet(family: Any) -> bool:
    import _socket  # it is loaded already when this event comes

    # A family of -1 means that an existing handle is wrapped; its own socket was judged when made.
    return family in (_socket.AF_INET, getattr(_socket, "AF_INET6", None))
