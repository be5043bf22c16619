"""Which addresses may be asked: the public web, and a person's own network only where they said so.

A page or a server that is asked may name others: every step is checked, and the connection goes to the number that
was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import TypeAlias

import httpx

Number: TypeAlias = IPv4Address | IPv6Address

PORTS = (80, 443)
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
OWN = tuple(
    map(ipaddress.ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)
"""This machine and private networks (RFC 1122, 1918, 4193)."""
NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/3"),
            *("fe80::/10", "fd00:ec2::254/128", "ff00::/8", "64:ff9b:1::/48"),
        ),
    )
)
"""Link-local, shared, benchmark and reserved networks: cloud machines keep their secrets there (RFC 6890)."""
EMBEDDING = ipaddress.ip_network("64:ff9b::/96")
"""NAT64: the last 32 bits are an IPv4 number (RFC 6052)."""


class NotAllowed(Exception):
    """An address that is not asked; the message says why, and the way out."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked."""

    url: httpx.URL
    number: str
    """Where the connection goes to."""


def target(address: str, *, own_network: bool) -> Target:
    """The address, parsed and looked up once.

    Raises:
        NotAllowed: it is no web address, or leads where it must not.
    """
    url = parsed(address)
    host = url.host
    numbers = _looked_up(host, url.port or (443 if url.scheme == "https" else 80))
    for number in numbers:
        if not is_public(number) and not (own_network and is_own(number)):
            raise NotAllowed(_barred(host, number))
    if (url.port or PORTS[0]) not in PORTS and not is_own(numbers[0]):
        raise NotAllowed(
            f"the port {url.port} of {host} is not asked, only 80 and 443; save the page and read the file"
        )
    return Target(url, str(numbers[0]))


def parsed(address: str) -> httpx.URL:
    """The address of a page on the web.

    Raises:
        NotAllowed: it is none.
    """
    if UNSAFE.search(address):
        raise NotAllowed(
            "the address holds a blank, a backslash or a control character; copy it from the browser again"
        )
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as problem:
        raise NotAllowed(f"this is no web address ({str(problem)[:80]}); copy it from the browser again") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise NotAllowed("only addresses that begin with http:// or https:// are asked")
    if url.userinfo:
        raise NotAllowed("an address with a name and a password in it is not asked; save the page and read the file")
    return url


def is_own(number: Number) -> bool:
    """True for this machine and for private networks."""
    plain = _plain(number)
    return any(plain in network for network in OWN) and not any(plain in network for network in NEVER)


def is_public(number: Number) -> bool:
    """True where anybody on the internet would reach the same machine."""
    plain = _plain(number)
    return plain.is_global and not plain.is_multicast and not any(plain in network for network in (*OWN, *NEVER))


def _plain(number: Number) -> Number:
    """The IPv4 number inside an IPv6 one that only wraps it."""
    if isinstance(number, IPv4Address):
        return number
    if number in EMBEDDING:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None) or number


def _looked_up(host: str, port: int) -> list[Number]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed(f"the host {host} was not found; check the address and the network") from None
    return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def _barred(host: str, number: Number) -> str:
    if is_own(number):
        return f"{host} lies in your own network ({number}), which is asked only where you allow it"
    return f"{host} leads to an internal address ({number}), which is never asked"
