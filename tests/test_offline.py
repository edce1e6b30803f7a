"""The audit hook against the network, each case in a process of its own (a hook cannot be removed)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.services.helpers import ROOT

HEAD = "from app.offline import forbid_network; forbid_network(); forbid_network(); import socket\n"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", HEAD + code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket()",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_network_is_refused(code: str) -> None:
    assert "NetworkForbidden" in run(code).stderr


@pytest.mark.skipif(not hasattr(__import__("socket"), "AF_UNIX"), reason="no local sockets here")
def test_local_sockets_are_not() -> None:
    assert run("a, b = socket.socketpair(); a.send(b'x'); assert b.recv(1) == b'x'").returncode == 0
