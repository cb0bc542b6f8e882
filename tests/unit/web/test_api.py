"""The API: every example runs as printed, answers are those of the domain, mistakes speak the site's words."""

import html
import json
import shlex

import httpx
import pytest

from kneewise import evidence
from kneewise.candidacy.intake import Intake
from kneewise.candidacy.screen import screen
from kneewise.interop.fhir import questionnaire_response
from kneewise.report import as_json, build
from kneewise.web.api import wording
from kneewise.web.api.examples import LOCAL, examples

PERSON = {"age": 62, "diagnosis": "knee_oa", "kl_grade": 3, "pain_now": 6, "country": "US"}


@pytest.fixture
def visit(site):
    return lambda path, **headers: site.get(path, headers=headers)


@pytest.fixture
def post(site):
    def send(path, body, **options):
        content = body if isinstance(body, str) else json.dumps(body)
        return site.post(f"/api/v1{path}", content, content_type="application/json", **options)

    return send


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.operation)
def test_the_example_runs_in_python_as_printed(example, monkeypatch, capsys):
    from kneewise.web.wsgi import application

    client = httpx.Client(transport=httpx.WSGITransport(application))
    monkeypatch.setattr(httpx, "get", client.get)
    monkeypatch.setattr(httpx, "post", client.post)
    found: dict = {}
    exec(compile(example.python(), example.operation, "exec"), found)
    assert set(example.shows) <= set(found["answer"])
    assert capsys.readouterr().out


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.operation)
def test_the_example_runs_with_curl_as_printed(example, visit, site):
    command = shlex.split(example.curl().replace("\\\n", " "))
    assert command[0] == "curl"
    path = command[1].removeprefix(LOCAL)
    if "--data" in command:
        body = command[command.index("--data") + 1]
        answer = site.post(path, body, content_type="application/json")
    else:
        answer = visit(path)
    assert answer.status_code == 200, answer.content
    assert set(example.shows) <= set(answer.json())


def test_every_operation_has_an_example_and_a_place_on_the_page(visit):
    document = visit("/api/v1/openapi.json").json()
    operations = {o["operationId"]: path for path, methods in document["paths"].items() for o in methods.values()}
    assert operations == {e.operation: e.path_template for e in examples()}
    for language in ("", "/es"):
        page = visit(f"{language}/api")
        assert page.status_code == 200
        text = page.content.decode()
        for operation, path in operations.items():
            assert f'id="op-{operation}"' in text
            assert path in text


def test_report_and_screening_are_those_of_the_domain(post):
    intake = Intake.read(PERSON)
    sent = post("/reports", {"intake": PERSON, "options": ["bmac", "exercise"]}).json()
    assert sent == json.loads(json.dumps(as_json(build(intake, chosen=("bmac", "exercise")))))
    data = evidence.load()
    screening = {"dataset": data.version} | screen(intake, data).to_dict()
    assert post("/screenings", {"intake": PERSON}).json() == screening


def test_language_reaches_every_sentence(post):
    english, spanish = (post("/reports", {"intake": PERSON, "language": x}).json() for x in ("en", "es"))
    assert (english["language"], spanish["language"]) == ("en", "es")
    assert english["title"] != spanish["title"]


def test_fhir_goes_there_and_back(post):
    sent = post("/fhir/questionnaire-responses", {"intake": PERSON}).json()
    assert sent == questionnaire_response(Intake.read(PERSON))
    assert post("/fhir/intakes", {"response": sent}).json()["intake"] == PERSON


def test_a_page_may_come_as_html(post):
    said = "Our stem cell injections for knees have no side effects."
    html = f"<html><head><title>Clinic</title></head><body><p>{said}</p></body></html>"
    sent = post("/page-audits", {"html": html}).json()
    assert [c["type"] for c in sent["claims"]] == ["safety"]


def test_trials_turn_their_pages(visit):
    first = visit("/api/v1/evidence/trials").json()
    assert first["total"] == evidence.load().trials.height
    seen = []
    for page in range(1, first["total"] // first["page_size"] + 2):
        seen += [t["trial_id"] for t in visit(f"/api/v1/evidence/trials?page={page}").json()["items"]]
    assert len(seen) == len(set(seen)) == first["total"]


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("/screenings", "{", 400, "the body"),
        ("/screenings", "[]", 422, "the request"),
        ("/screenings", {"intake": {"age": 7}}, 422, "age"),
        ("/screenings", {"intake": {"shoe_size": 44}}, 422, "shoe_size"),
        ("/screenings", {"person": {}}, 422, "person"),
        ("/reports", {"intake": {}, "options": ["moonlight", "exercise"]}, 422, "options"),
        ("/syntheses", {"rows": []}, 422, "rows"),
        ("/syntheses", {"rows": [{"study": "a"}]}, 422, "rows"),
        ("/syntheses", {"rows": [{"study": "a", "yi": 1, "vi": -1}]}, 422, "row 2, column vi"),
        ("/syntheses", {"rows": [{"study": "a", "yi": 1, "vi": 1}], "level": 2}, 422, "level"),
        ("/syntheses", {"rows": [{"study": "a", "yi": 1e300, "vi": 1e-300}]}, 422, "row 2, column yi"),
        ("/syntheses", '{"rows": [{"study": "a", "yi": NaN, "vi": 1}]}', 422, "row 2, column yi"),
        ("/screenings", "[" * 100_000, 400, "the body"),
        ("/screenings", '{"intake": {"age": ' + "9" * 5000 + "}}", 400, "the body"),
        ("/page-audits", '{"text": "\\ud800 stem cells"}', 422, "text"),
        ("/plans", {"treatment": "bmac", "start": "soon"}, 422, "start"),
        ("/plans", {"treatment": "moonlight", "start": "2026-12-01"}, 404, "moonlight"),
        ("/page-audits", {}, 422, "text or html"),
        ("/page-audits", {"text": "x", "html": "y"}, 422, "text or html"),
        ("/page-audits", {"text": "  "}, 422, "page"),
        ("/page-audits", {"text": "x" * 300_001}, 413, "text"),
        ("/fhir/intakes", {"response": {"resourceType": "Patient"}}, 422, "resourceType"),
    ],
)
def test_a_mistake_names_field_problem_and_remedy(post, path, body, status, field):
    answer = post(path, body)
    assert answer.status_code == status, answer.content
    sent = answer.json()
    assert sent["error"]
    assert any(field in p["field"] for p in sent["problems"]), sent
    assert all(p["problem"] for p in sent["problems"])


def test_mistakes_are_those_of_the_intake_word_for_word(post):
    from kneewise.errors import InputError

    for language in ("en", "es"):
        wrong = {"age": 7, "pain_now": 11, "language": language}
        with pytest.raises(InputError) as error:
            Intake.read(wrong)
        assert post("/reports", {"intake": wrong}).json()["error"] == str(error.value)


@pytest.mark.parametrize("path", ["/api/v1/evidence/trials/nobody2099", "/api/v1/evidence/treatments/moonlight",
                                  "/api/v1/evidence/sources/none", "/api/v1/evidence/facts?topic=weather",
                                  "/api/v1/nothing"])  # fmt: skip
def test_what_is_not_there_is_404_in_json(visit, path):
    answer = visit(path)
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_the_wrong_method_is_said_in_json_too(visit):
    answer = visit("/api/v1/screenings")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert answer.json()["problems"][0]["field"] == "the method"


def test_text_that_is_no_text_comes_back_unharmed(post):
    sent = post("/fhir/questionnaire-responses", '{"intake": {"goal_in_own_words": "\\ud800"}}')
    assert sent.status_code == 200
    assert sent.json()["item"][0]["answer"][0]["valueString"] == "\ud800"


def test_too_large_is_refused_before_it_is_read(post):
    answer = post("/screenings", {"intake": {"goal_in_own_words": "x" * 2_600_000}})
    assert answer.status_code == 413
    assert answer.json()["problems"]


def test_too_often_is_refused_with_the_time_to_wait(settings_scale, visit):
    settings_scale(1 / 240)
    statuses = [visit("/api/v1/evidence").status_code for _ in range(4)]
    assert 429 in statuses
    refused = visit("/api/v1/evidence")
    assert refused.json()["error"]
    assert int(refused["Retry-After"]) >= 1


@pytest.fixture
def settings_scale(monkeypatch):
    """Changes how strict the rate limits are, and forgets what was counted."""
    from django.conf import settings

    from kneewise.web import counts

    def scale(value):
        counts.requests.clear()
        monkeypatch.setattr(settings, "RATE_SCALE", value)

    yield scale
    counts.requests.clear()


def test_other_sites_browsers_may_not_read_it(visit):
    answer = visit("/api/v1/evidence", Origin="https://example.org")
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_operations_and_fields_are_in_the_words_of_the_page(visit):
    english = visit("/api/v1/openapi.json").json()
    spanish_page = html.unescape(visit("/es/api").content.decode())
    for methods in english["paths"].values():
        for operation in methods.values():
            name = operation["operationId"]
            assert operation["summary"] == wording.summary(name, "en")
            assert wording.summary(name, "es") in spanish_page
            assert operation["summary"] not in spanish_page
            body = wording.body_of(operation, english)
            fields = [p["name"] for p in operation.get("parameters", ())] + list(body["properties"] if body else ())
            for field in fields:
                assert wording.about(name, field, "es") in spanish_page, (name, field)


# Trials of the sender's own, what the sender said, and forms of FHIR that have no place for it: in the header only.
IN_HEADER_ONLY = {"synthesize", "fhir_questionnaire", "fhir_questionnaire_response", "fhir_intake", "fhir_care_plan"}


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.operation)
def test_what_rests_on_the_evidence_names_its_version(example, visit, site):
    if example.body is not None:
        answer = site.post(example.address, json.dumps(example.body), content_type="application/json")
    else:
        answer = visit(example.address)
    assert answer.status_code == 200
    version = evidence.load().version
    assert answer["Kneewise-Dataset"] == version
    assert (version in answer.content.decode()) == (example.operation not in IN_HEADER_ONLY)


def test_a_page_that_is_too_long_is_refused_in_the_words_of_the_form(post, site):
    text = "knee " * 70_000
    form = html.unescape(site.post("/check", {"pages": "1", "text-0": text}).content.decode())
    answer = post("/page-audits", {"text": text})
    assert answer.status_code == 413
    (problem,) = answer.json()["problems"]
    assert problem["field"] == "text"
    assert f"{problem['problem']}. {problem['remedy']}" in form
