"""Python imports this at start when its folder is on PYTHONPATH: every call that leaves the machine is written down."""

import os
import socket

LOOPBACK = ("localhost", "127.", "::1", "0.0.0.0", "::")  # noqa: S104 - named, not bound to


def _note(host: object) -> None:
    host = host.decode() if isinstance(host, bytes) else host
    if host and isinstance(host, str) and not host.startswith(LOOPBACK) and host != socket.gethostname():
        with open(os.environ["LOOPBACK_GUARD_FILE"], "a", encoding="utf-8") as file:  # noqa: PTH123 - at Python's start
            file.write(f"{host}\n")


def _watch() -> None:
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def getaddrinfo(host, *rest, **options):
        _note(host)
        return look_up(host, *rest, **options)

    def connect_noted(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _note(address[0])
        return connect(self, address)

    socket.getaddrinfo, socket.socket.connect = getaddrinfo, connect_noted


if "LOOPBACK_GUARD_FILE" in os.environ:
    _watch()
