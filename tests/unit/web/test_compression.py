"""Large pages are compressed: they unpack to what they were, their length hides in noise, and only for who asked."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from kneewise.web.compression import LARGE, Compression, compressed

BODY = b"<p>knee</p>" * LARGE


def _answered(response, accepts="gzip, deflate, br"):
    request = RequestFactory(headers={"accept-encoding": accepts}).get("/report")
    return Compression(lambda r: response)(request)


def test_a_stream_unpacks_to_its_content_and_never_has_the_same_length_for_long() -> None:
    streams = [compressed(BODY, 100) for _ in range(60)]
    assert all(gzip.decompress(stream) == BODY for stream in streams)
    assert len({len(stream) for stream in streams}) > 10
    assert max(map(len, streams)) - min(map(len, streams)) <= 100


def test_a_large_page_is_compressed_for_who_accepts_it() -> None:
    got = _answered(HttpResponse(BODY))
    assert got["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in got["Vary"]
    assert int(got["Content-Length"]) == len(got.content) < len(BODY) / 10
    assert gzip.decompress(got.content) == BODY


@pytest.mark.parametrize("accepts", ["", "br", "identity", "gzipped"])
def test_who_does_not_ask_gets_it_plain(accepts: str) -> None:
    got = _answered(HttpResponse(BODY), accepts)
    assert got.content == BODY
    assert "Content-Encoding" not in got.headers
    assert "Accept-Encoding" in got["Vary"]


def test_what_is_compressed_already_small_or_a_stream_goes_the_usual_way() -> None:
    packed = HttpResponse(BODY, headers={"Content-Encoding": "br"})
    assert _answered(packed).content == BODY
    assert _answered(HttpResponse(b"short")).content == b"short"
    streamed = _answered(StreamingHttpResponse([BODY]))
    assert gzip.decompress(b"".join(streamed.streaming_content)) == BODY
    tagged = _answered(HttpResponse(BODY, headers={"ETag": '"a"'}))
    assert tagged["ETag"] == 'W/"a"'


def test_the_report_comes_compressed(site: Client) -> None:
    got = site.get("/report", headers={"accept-encoding": "gzip"})
    assert got["Content-Encoding"] == "gzip"
    assert b"kneewise" in gzip.decompress(got.content)
