"""Web addresses: fetched within limits, from the web that the person means, and read like files."""

from __future__ import annotations

import gzip
import ipaddress
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapapp.fetching import Asking
from mapapp.ingest import Outcome, ingest, readings
from mapapp.intake import hosts
from mapapp.intake.web import Limits, NotFetched, fetch
from mapapp.store import Store, open_store
from tests.small_reader import small_reader
from tests.web_server import Answer, Server, web

PAGE = b"""<html><head><title>Two bridges</title><meta charset="utf-8"></head><body><article><h1>Two bridges</h1>
<p>Two bridges near Bakhmut were hit on Monday, the mayor of the town said. Nobody was hurt, and the road is closed.</p>
<p>Trains to Lviv run as before. Engineers will look at both bridges in the morning, the railway said in a note.</p>
</article></body></html>"""
INTERNAL = """127.0.0.1 127.1 0 0.0.0.0 2130706433 0x7f000001 0177.0.0.1 localhost localhost. LOCALHOST [::1] [::]
[::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] ①②⑦.⓪.⓪.① 127。0。0。1 169.254.169.254 [fd00:ec2::254]
100.100.100.200 192.0.0.192 10.0.0.1 172.16.0.1 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 [fe80::1]
[fc00::1]"""
NEVER_OWN = "169.254.169.254 fd00:ec2::254 100.100.100.200 192.0.0.192 0.0.0.0 224.0.0.1 fe80::1"
OWN = Asking(own_network=True, seconds_apart=0)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with web() as server:
        server.answers["/bridges"] = Answer(PAGE)
        server.answers["/plain"] = Answer("Fünf Züge nach Lviv.".encode("cp1252"), "text/plain; charset=windows-1252")
        server.answers["/packed"] = Answer(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
        server.answers["/bomb"] = Answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})
        server.answers["/brotli"] = Answer(b"x", headers={"Content-Encoding": "br"})
        server.answers["/drips"] = Answer(b"", "text/plain", drips=True)
        server.answers["/moved"] = Answer(status=301, headers={"Location": "/bridges"})
        server.answers["/circle"] = Answer(status=302, headers={"Location": "/circle"})
        port = server.server_address[1]
        for name, where in {
            "other": f"http://localhost:{port}/bridges",
            "metadata": "http://169.254.169.254/latest",
            "file": "file:///etc/passwd",
            "obscure": f"http://2130706433:{port}/bridges",
        }.items():
            server.answers[f"/to-{name}"] = Answer(status=307, headers={"Location": where})
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "workspace", gazetteer_version="test")


def read_in(store: Store, *named: str | Path, asking: Asking = OWN) -> Outcome:
    return ingest(store, named, workers=1, make_reader=small_reader, asking=asking)


def test_a_page_is_read_with_its_address_and_host_and_once(server: Server, store: Store) -> None:
    address = f"{server.address}/bridges"
    assert (1, 0, ()) == (read_in(store, address).read, read_in(store, address).read, store.failures())
    (article,) = store.articles()
    assert (address, "127.0.0.1", "Two bridges") == (article.url, article.source, article.title)
    assert "Two bridges near Bakhmut were hit" in article.text
    (again,) = read_in(store, address).sources
    assert again.unchanged and again.name.endswith("/bridges")


def test_the_encoding_that_the_server_names_is_followed(server: Server, store: Store) -> None:
    read_in(store, f"{server.address}/plain", f"{server.address}/packed", f"{server.address}/moved")
    texts = [article.text for article in store.articles()]
    assert "Fünf Züge nach Lviv." == texts[0]
    assert all("Two bridges near Bakhmut" in text for text in texts[1:])


def test_extract_reads_addresses_too(server: Server) -> None:
    (good, bad) = readings([f"{server.address}/bridges", f"{server.address}/nothing"], workers=1, asking=OWN)
    assert f"{server.address}/bridges" == good["url"]
    assert "answers 404" in bad["error"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "answers 404"),
        ("/bomb", "larger than the limit of 2 MB"),
        ("/brotli", "packed in a way that was not asked for (br)"),
        ("/drips", "takes longer than 3 s"),
        ("/circle", "leads on more than 5 times"),
        ("/to-other", "localhost lies in your own network"),
        ("/to-obscure", "in your own network"),
        ("/to-metadata", "leads to an internal address (169.254.169.254)"),
        ("/to-file", "only addresses that begin with http"),
    ],
)
def test_what_costs_too_much_or_leads_elsewhere_is_not_fetched(server: Server, path: str, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(NotFetched) as caught:
        fetch(server.address + path, own_network=True, limits=Limits(size=2 * 1024 * 1024, seconds=3.0))
    assert words in str(caught.value)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("host", INTERNAL.split())
def test_no_internal_address_is_asked_in_whatever_writing(server: Server, host: str) -> None:
    with pytest.raises(hosts.NotAllowed):
        hosts.target(f"http://{host}/", own_network=False)
    before = len(server.asked)
    with pytest.raises(NotFetched):
        fetch(f"http://{host}:{server.server_address[1]}/bridges")
    assert before == len(server.asked)


@pytest.mark.parametrize("number", NEVER_OWN.split())
def test_where_cloud_machines_keep_their_secrets_is_never_ones_own_network(number: str) -> None:
    address = ipaddress.ip_address(number)
    assert not hosts.is_own(address) and not hosts.is_public(address)


def test_the_web_is_public() -> None:
    assert all(hosts.is_public(ipaddress.ip_address(number)) for number in ("93.184.216.34", "2606:4700::1111"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "begin with http"),
        ("ftp://example.org/a", "begin with http"),
        ("gopher://example.org/", "begin with http"),
        ("http://user:word@example.org/", "a name and a password"),
        ("http://example.org\\@127.0.0.1/", "a blank, a backslash"),
        ("http://example.org/\r\nHost: a", "a blank, a backslash"),
        ("http://93.184.216.34:22/", "only 80 and 443"),
        ("http://", "begin with http"),
        ("http://example.org:door/", "no web address"),
    ],
)
def test_what_is_no_plain_web_address_is_said(address: str, words: str, store: Store) -> None:
    outcome = read_in(store, address, asking=Asking())
    assert words in outcome.failures[0].reason
    assert outcome.failures == store.failures()


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert PAGE == fetch(f"{server.address}/bridges", own_network=True).data


def test_a_failure_of_one_address_costs_itself_and_progress_names_the_host(server: Server, store: Store) -> None:
    said: list[str] = []
    addresses = [f"{server.address}/nothing", f"{server.address}/bridges"]
    outcome = ingest(
        store,
        addresses,
        workers=1,
        make_reader=small_reader,
        asking=OWN,
        progress=lambda step, share: said.append(step),
    )
    assert [(0, 1), (1, 0)] == [(each.read, len(each.failures)) for each in outcome.sources]
    assert 2 == outcome.events == outcome.sources[1].events
    assert "Asking 127.0.0.1" == said[0]
