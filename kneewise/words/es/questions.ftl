# Preguntas para una clínica: la lista de los datos (tabla questions) en palabras sencillas, por su identificador.

ask-clinic-q001 = ¿Este tratamiento es atención normal para mi problema o parte de un ensayo formal?
ask-clinic-q002 = ¿Qué más podría hacer por mi rodilla?
ask-clinic-q003 = ¿Este tratamiento me impediría otro ensayo u otro tratamiento después?
ask-clinic-q004 = ¿Qué mejora puedo esperar, cómo se mide y cuánto tarda?
ask-clinic-q005 = ¿De dónde vienen las células? ¿Cómo se comprueban, separan y cultivan?
ask-clinic-q006 = ¿Cómo llegan las células al lugar correcto?
ask-clinic-q007 = Si las células son de un donante, ¿cómo se evita una reacción?
ask-clinic-q008 = ¿Qué otras medicinas o cuidados especiales necesitaré?
ask-clinic-q009 = ¿Qué estudios publicados muestran que funciona para mi problema?
ask-clinic-q010 = ¿Está autorizado el producto para este uso? Si no, ¿hay un ensayo oficial y cuál es su número?
ask-clinic-q011 = ¿Me piden pagar por estar en el estudio?
ask-clinic-q012 = ¿Se ofrece como prueba estar en una lista de ensayos o en un registro oficial?
ask-clinic-q013 = ¿Cómo y dónde se comunican los efectos secundarios?
ask-clinic-q014 = ¿Puedo ver el certificado de análisis del lote?
ask-clinic-q015 = ¿Puedo leer el consentimiento y el plan del estudio, y quién los aprobó?
ask-clinic-q016 = ¿Anotan los resultados en un registro?
ask-clinic-q017 = ¿Llaman «células madre» a médula o grasa poco procesada?
ask-clinic-q018 = ¿Usan ecografía o rayos X para guiar la aguja?
ask-clinic-q019 = ¿Qué incluye el precio: revisión, imágenes, extracción, inyección, seguimiento, las dos rodillas?
ask-clinic-q020 = ¿Pagará algo mi seguro?
ask-clinic-q021 = ¿Cuáles de mis problemas de salud aumentan el riesgo?
ask-clinic-q022 = ¿Qué riesgos hay si sale mal: infección, crecimiento donde no debe, alergia?
