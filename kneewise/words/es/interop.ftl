## Exchange with other programs (FHIR)

fhir-person = La persona para quien se hizo este plan
fhir-may-apply = No se sabe si esto se aplica a la persona.
