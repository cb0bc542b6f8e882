"""The API against its own OpenAPI document: whatever is sent, no answer is one that the document does not know."""

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kneewise.web.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@schema.parametrize()
@settings(max_examples=5, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_is_answered_as_described(case):
    case.headers["Accept-Encoding"] = "identity"  # the in-process client does not unpack
    case.call_and_validate(checks=CHECKS)
