## The page for programs (/api)

api-title = Para programas
api-lead = Lo que ve aquí también lo puede pedir su propio programa: en JSON, con los mismos números y las mismas fuentes.
api-rule-kept = No se guarda nada de lo que envía. No hace falta clave ni cuenta.
api-rule-limits = Puede leer 240 veces y enviar 120 veces por minuto. Lo que envía puede tener 2,5 MB; una página para revisar, 11 MB.
api-rule-mistakes = Un error vuelve con un estado de 400 o más, una frase, y el campo, el problema y qué hacer.
api-rule-informs = Las respuestas informan. No dicen a nadie qué elegir. Esto no es un producto sanitario.
api-openapi = Documento OpenAPI
api-group-person = Sobre una persona o una página
api-group-evidence = Los estudios
api-group-fhir = Historia clínica (FHIR)
api-field = Campo
api-type = Tipo
api-about = Qué es
api-needed = necesario
api-default = si falta
api-parameters = Partes de la dirección
api-body = Lo que envía
api-example = Ejemplo
api-answer = En la respuesta:
