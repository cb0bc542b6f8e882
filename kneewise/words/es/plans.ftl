# Páginas del plan.
plans-medicines = Medicinas de las que hablar con su médico
plans-medicines-note = Nunca deje una medicina por su cuenta. Pregunte a quien se la recetó.
plans-lead-answers = Se usan sus respuestas: lo que no vale para usted se deja fuera.
plans-lead-no-answers = Aún no sabemos nada de usted. Por eso algunas líneas quizá no valgan para usted. Responda antes unas preguntas si quiere un plan más a su medida.
plans-answer = Responder preguntas
plans-choose = Elija un tratamiento
plans-option = Leer sobre este tratamiento
plans-no-plan = Los demás tratamientos no necesitan un plan con fechas: vea sus páginas.
plans-calendar-note = El archivo se abre en cualquier calendario. Si cambia la fecha, abra el archivo nuevo: las fechas viejas se mueven también.
plans-parts = Partes de este plan
plans-pdf-start = Primer día:
plans-pdf-sources = De dónde viene esto
plans-pdf-urgent = Antes que nada
plans-pdf-version = kneewise { $kneewise } · estudios { $dataset }
