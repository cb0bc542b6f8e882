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
web-check-private = El texto no se guarda, salvo que guarde la revisión con un enlace privado. Si da una dirección, nuestro servidor busca la página. Las reglas leen inglés.
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
web-compare-verdicts = Afirmaciones
web-compare-contradictions = En qué no coinciden las páginas
web-compare-more = { $count ->
    [one] y una más
   *[other] y { $count } más
}
web-check-made = Revisado el { $date }, con las reglas { $rules } y los datos { $evidence }.
web-check-from-paste = De un texto pegado; no vimos la página misma.
web-check-from-file = De un archivo; no vimos la página misma.
web-check-from-address = Leída en
web-check-short = En breve
web-check-claims-found = { $count ->
    [one] Encontramos una afirmación que valorar.
   *[other] Encontramos { $count } afirmaciones que valorar.
}
web-check-means-contradicted = Los estudios o las normas dicen otra cosa.
web-check-means-overstated = Va más lejos que los estudios.
web-check-means-unsupported = No conocemos un buen estudio que lo muestre.
web-check-means-cannot-be-checked = Es demasiado vago, o nadie tiene los datos.
web-check-means-supported = Los estudios o las normas dicen lo mismo.
web-check-leaves-out = Calla { $count } de { $all } cosas que un lector necesita
web-check-of = { $count } de { $all }
web-check-questions-count = { $count ->
    [one] Una pregunta para hacer
   *[other] { $count } preguntas para hacer
}
web-check-text-help = Elija una frase marcada para ver por qué.
web-check-one-claim = una afirmación
web-check-other-claim = la otra
web-check-in-text = Mostrarla en el texto
web-check-keep = Guardarla o compartirla
web-check-keep-title = Guardar esta revisión con un enlace privado
web-check-keep-text = No guardamos nada si no lo pide. Si lo pide, guardamos cifrados el texto y este resultado hasta la fecha que elija. Quien tenga el enlace verá los dos.
web-check-keep-go = Guardar esta revisión
web-check-keep-long = Esta página es demasiado larga para guardarla con un enlace. Imprímala o descargue un archivo.
web-check-kept = La revisión
web-check-carried-problem = estuvo abierta demasiado tiempo o cambió en el camino
web-check-carried-remedy = Revise la página otra vez y guárdela después.
web-check-file-form = El archivo
web-check-form-problem = no existe en esa forma
web-check-saved-viewing = Esta revisión se guardó con un enlace privado. Funciona hasta el { $until }.
web-check-saved-open = Abrir la revisión
web-check-stale = Nuestras reglas o estudios han cambiado desde esta revisión.
web-check-again = Revisarla hoy otra vez
web-check-deleted = La revisión guardada ya no existe. El enlace no funciona.
web-check-rests-on = { $count ->
    [0] Qué lo cambiaría
    [one] En qué se apoya
   *[other] En qué se apoya ({ $count })
}
web-share-days-problem = { $days } días no está entre las opciones
web-share-days-remedy = Elija uno de { $offered } días.
web-check-more-claims = { $count ->
    [one] Una afirmación más así
   *[other] { $count } afirmaciones más así
}
