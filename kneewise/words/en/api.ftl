## The page for programs (/api)

api-title = For programs
api-lead = What you see here, your own program can ask for too: as JSON, with the same numbers and the same sources.
api-rule-kept = Nothing that you send is kept. You need no key and no account.
api-rule-limits = You can read 240 times and send 120 times a minute. What you send may have 2.5 MB, a page to check 11 MB.
api-rule-mistakes = A mistake comes back with a status of 400 or more, a sentence, and the field, the problem and what to do.
api-rule-informs = The answers inform. They do not tell anyone what to choose. This is not a medical device.
api-openapi = OpenAPI document
api-group-person = About a person or a page
api-group-evidence = The studies
api-group-fhir = Health records (FHIR)
api-field = Field
api-type = Type
api-about = What it is
api-needed = needed
api-default = if left out
api-parameters = Parts of the address
api-body = What you send
api-example = Example
api-answer = Among the answer:
