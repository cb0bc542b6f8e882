"""Fetching: never from a private address, whatever the name, the redirect or the form of the number; limits hold."""

import httpx
import pytest

from kneewise.claims import fetch as fetching
from kneewise.claims.fetch import MOST_BYTES, MOST_REDIRECTS, fetch, is_public
from kneewise.claims.reading import read_page
from kneewise.errors import InputError, TooLargeError, UnavailableError

PUBLIC = "93.184.215.14"
PRIVATE = [
    "127.0.0.1",
    "10.0.0.5",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "192.0.2.1",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:0001::",
    "2001:db8::1",
    "not-a-number",
]


@pytest.mark.parametrize("number", PRIVATE)
def test_private_numbers(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111"])
def test_public_numbers(number):
    assert is_public(number)


def net(handler, numbers=None):
    """(arguments for fetch) with a fake network: ``numbers`` maps host names to numbers, by default a public one."""
    return {
        "transport": httpx.MockTransport(handler),
        "resolver": lambda host, port: (numbers or {}).get(host, [PUBLIC]),
    }


def page(request):
    return httpx.Response(200, headers={"content-type": "text/html; charset=utf-8"}, text="<p>Knees</p>")


def test_a_page_is_fetched_from_the_number_that_was_checked():
    seen = []

    def handler(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return page(request)

    found = fetch("https://clinic.example/knees", **net(handler))
    assert seen == [(PUBLIC, "clinic.example", "clinic.example")]
    assert (found.url, found.content, found.charset) == ("https://clinic.example/knees", b"<p>Knees</p>", "utf-8")


@pytest.mark.parametrize("number", PRIVATE)
def test_a_name_that_points_inside_is_refused(number):
    with pytest.raises(InputError, match="not a public page"):
        fetch("http://clinic.example/", **net(page, {"clinic.example": [number]}))


def test_one_private_number_among_public_ones_is_refused():
    with pytest.raises(InputError, match="not a public page"):
        fetch("http://clinic.example/", **net(page, {"clinic.example": [PUBLIC, "10.0.0.1"]}))


def test_each_redirect_is_checked_again():
    asked = []

    def handler(request):
        asked.append(request.headers["host"])
        return httpx.Response(302, headers={"location": "http://inside.example/admin"})

    with pytest.raises(InputError, match=r"inside\.example"):
        fetch("http://clinic.example/", **net(handler, {"inside.example": ["127.0.0.1"]}))
    assert asked == ["clinic.example"]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://clinic.example/", "gopher://x/", "http://user:pw@clinic.example/"]
)
def test_a_redirect_to_another_kind_of_address_is_refused(location):
    with pytest.raises(InputError):
        fetch("http://clinic.example/", **net(lambda request: httpx.Response(301, headers={"location": location})))


def test_redirects_are_followed_a_few_times_only():
    count = []

    def handler(request):
        count.append(1)
        return httpx.Response(302, headers={"location": "/again"})

    with pytest.raises(UnavailableError, match="sends on"):
        fetch("http://clinic.example/", **net(handler))
    assert len(count) == MOST_REDIRECTS + 1


def test_a_redirect_is_followed_to_its_page():
    def handler(request):
        if request.url.path == "/":
            return httpx.Response(308, headers={"location": "https://www.clinic.example/knees"})
        return page(request)

    assert fetch("http://clinic.example/", **net(handler)).url == "https://www.clinic.example/knees"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://clinic.example/x",
        "clinic.example",
        "http://",
        "http://[::1",
        "http://clinic.example:22/",
        "http://clinic.example:99999/",
        "http://me:secret@clinic.example/",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_odd_addresses_are_refused(url):
    with pytest.raises(InputError):
        fetch(url, **net(page))


def test_too_much_is_cut_off():
    def handler(request):
        return httpx.Response(200, headers={"content-type": "text/html"}, content=b"x" * (MOST_BYTES + 1))

    with pytest.raises(TooLargeError):
        fetch("http://clinic.example/", **net(handler))


def test_pictures_are_no_pages():
    def handler(request):
        return httpx.Response(200, headers={"content-type": "image/png"}, content=b"x")

    with pytest.raises(InputError, match="image/png"):
        fetch("http://clinic.example/", **net(handler))


@pytest.mark.parametrize("status", [404, 403, 500])
def test_an_error_page_is_unavailable(status):
    with pytest.raises(UnavailableError, match=str(status)):
        fetch("http://clinic.example/", **net(lambda request: httpx.Response(status)))


def test_a_page_that_does_not_answer_or_dawdles_is_unavailable(monkeypatch):
    def broken(request):
        raise httpx.ConnectTimeout("timed out")

    with pytest.raises(UnavailableError, match="did not answer"):
        fetch("http://clinic.example/", **net(broken))
    monkeypatch.setattr(fetching, "ALL_SECONDS", -1.0)
    with pytest.raises(UnavailableError, match="longer than"):
        fetch("http://clinic.example/", **net(page))


def test_a_name_without_a_number_is_unavailable(monkeypatch):
    def nothing(*arguments, **options):
        raise OSError("no such host")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", nothing)
    with pytest.raises(UnavailableError, match="was not found"):
        fetch("http://clinic.example/")


def test_names_are_resolved_by_the_system(monkeypatch):
    answer = [(2, 1, 6, "", ("127.0.0.1", 80)), (2, 1, 6, "", ("10.1.1.1", 80))]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **o: answer)
    assert fetching.resolve("localhost", 80) == ["10.1.1.1", "127.0.0.1"]
    with pytest.raises(InputError, match="not a public page"):
        fetch("http://localhost/")


def test_a_string_never_names_a_file_here(tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text("knees")
    with pytest.raises(InputError, match="not http"):
        read_page(str(file))


@pytest.mark.parametrize("url", ["nonsense", "http://me:secret@clinic.example/", "http://clinic.example:22/"])
def test_it_refuses_in_the_language_asked_for(url):
    with pytest.raises(InputError, match="La dirección"):
        fetch(url, language="es", **net(page))
