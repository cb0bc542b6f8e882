## Exchange with other programs (FHIR)

fhir-person = The person this plan was made for
fhir-may-apply = It is not known whether this applies to the person.
