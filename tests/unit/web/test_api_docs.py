"""The examples in docs/api.md and docs/interop.md run as printed."""

import json
import re
import shlex
from pathlib import Path

import httpx
import pytest

from kneewise.web.api.examples import LOCAL
from kneewise.web.middleware import GET_LIMITS, LARGEST_BODY, POST_LIMITS

DOCS = Path(__file__).parents[3] / "docs"


def blocks(page, kind):
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.findall(rf"```{kind}\n(.*?)```", text, re.S)
    assert found, f"{page} has no example in {kind}"
    return found


@pytest.mark.parametrize("page", ["api.md", "interop.md"])
def test_python_runs(page, monkeypatch):
    from kneewise.web.wsgi import application

    client = httpx.Client(transport=httpx.WSGITransport(application))
    monkeypatch.setattr(httpx, "post", client.post)
    for block in blocks(page, "python"):
        exec(compile(block, page, "exec"), {})


def test_curl_runs(site):
    for block in blocks("api.md", "sh"):
        command = shlex.split(block.replace("\\\n", " "))
        path = command[1].removeprefix(LOCAL)
        if "--data" in command:
            answer = site.post(path, command[command.index("--data") + 1], content_type="application/json")
        else:
            answer = site.get(path)
        assert answer.status_code == 200, block


def test_the_mistake_is_the_one_that_comes(site):
    shown = json.loads(blocks("api.md", "json")[0])
    sent = site.post("/api/v1/screenings", {"intake": {"age": 7}}, content_type="application/json").json()
    assert sent == shown


def test_every_operation_is_listed(site):
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    for path in site.get("/api/v1/openapi.json").json()["paths"]:
        name = path.removeprefix("/api/v1")
        assert name in text or name.startswith("/fhir/"), path


def test_limits_are_those_of_the_middleware(site):
    post, get = dict(POST_LIMITS), dict(GET_LIMITS)
    said = site.get("/api/v1/openapi.json").json()["info"]["description"]
    for number in (get["/api/"].most, post["/api/"].most):
        assert f"{number} " in said
        assert f"{number} " in (DOCS / "api.md").read_text(encoding="utf-8")
    assert f"{dict(LARGEST_BODY)[''] / 1e6:g} MB" in said
    assert f"{dict(LARGEST_BODY)['/api/v1/page-audits'] / 1e6:g} MB" in said
