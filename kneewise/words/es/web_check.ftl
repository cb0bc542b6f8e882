## Revisar una página

web-check-title = Revisar la página de una clínica
web-check-lead = Pegue lo que dice una página. Ponemos cada afirmación junto a los estudios y mostramos qué falta.
web-check-result = Qué afirma la página y cómo se sostiene
web-check-errors = No se pudo leer la página
web-check-page-n = Página { $n }
web-check-paste = Pegue el texto
web-check-address = o dé la dirección
web-check-file = o elija un archivo (página web, texto, PDF)
web-check-go = Revisar
web-check-several = Comparar hasta tres páginas
web-check-how-title = Qué ocurre
web-check-how-1 = Leemos la página, frase por frase, con reglas fijas. Ningún servicio externo la ve.
web-check-how-2 = Cada afirmación recibe un veredicto con el estudio o la norma detrás.
web-check-how-3 = Usted recibe una lista de lo que falta y preguntas para hacer.
web-check-private = El texto no se guarda. Si da una dirección, nuestro servidor busca la página. Las reglas leen inglés.
web-check-field = La página
web-check-field-text = El texto pegado
web-check-empty = falta
web-check-empty-remedy = Pegue su texto, dé su dirección o elija un archivo.
web-check-too-long = tiene { $count } caracteres; se leen { $most } como mucho
web-check-too-long-remedy = Pegue solo la parte sobre el tratamiento.
web-check-size = { $words ->
    [one] { $words } palabra
   *[other] { $words } palabras
}
web-check-grade = grado de lectura { $grade }
web-check-text = El texto con sus afirmaciones marcadas
web-check-missing = Lo que la página no dice
web-check-nothing-missing = Nombra todo lo que buscamos.
web-check-told = { $count ->
    [one] Lo que sí dice ({ $count })
   *[other] Lo que sí dice ({ $count })
}
web-check-claims = Cada afirmación
web-check-no-claims = No encontramos ninguna afirmación que se pueda comprobar.
web-check-would-change = Qué cambiaría esto:
web-check-contradictions = Dónde no coincide consigo misma
web-check-questions = Preguntas para hacer
web-check-link = Enlace a esta revisión
web-check-another = Revisar otra página
web-compare-title = Las páginas una junto a otra
web-compare-topic = Tema
web-compare-silent = no dice nada
web-compare-price = Precio
web-compare-success = Éxito
web-compare-candidates = Para quién es
web-compare-risks = Riesgos
web-compare-timeline = Tiempo
