## Tratamientos

web-options-title = Cada tratamiento, y esperar
web-options-lead = Qué es cada uno, para quién, qué hace, qué riesgos tiene y cuánto cuesta. Las mismas preguntas para todos.
web-family-cells = Productos con células y lo que se vende como tal
web-family-injections = Otras inyecciones
web-family-active = Lo que hace usted, y esperar
web-family-medicines = Medicinas y suplementos
web-family-surgery = Operaciones
web-option-parts = Partes de esta página
web-option-same = También llamado:
web-option-balance = Lo bueno y lo malo en breve
web-option-good = Lo que habla a favor
web-option-bad = Lo que habla en contra
web-option-later = Qué sigue siendo posible:
web-option-knee = Qué pasa en la rodilla, y sin tratamiento
web-option-results = Qué hallaron los estudios
web-option-results-how = Dolor tras { $when }. Cada línea es un estudio: este tratamiento frente a otro. A la izquierda es mejor con este tratamiento.
web-option-versus = { $trial }, frente a { $other }
web-option-forest-alt = { $count ->
    [one] { $count } estudio
   *[other] { $count } estudios
} de { $name } frente a otros tratamientos, dolor tras { $when }, en puntos de 0 a 100; negativo es mejor con { $name }.
web-option-explore = Cambiar resultado, tiempo y estudios
web-option-no-results = No tenemos ningún estudio que compare su efecto en el dolor con otro tratamiento. Por eso no se puede dar un número.
web-option-trials = { $count ->
    [one] El estudio con este tratamiento
   *[other] Los { $count } estudios con este tratamiento
}
web-option-basis = Cifras en que se apoya esta página
web-option-who = Para quién es, y para quién no
web-option-suits = Puede servir
web-option-no-suits = Ninguna fuente nombra a quién le sirve más.
web-option-not-for = Ahora no, o hable antes
web-option-no-not-for = Ninguna fuente nombra a quién no debe usarlo.
web-option-more = { $count ->
    [one] Uno más
   *[other] { $count } más
}
web-option-ask-you = Ver qué encaja con su salud
web-option-steps = Paso a paso
web-option-no-steps = No hay un curso fijo. Puede empezar y dejarlo cuando quiera.
web-option-plan = Hacer un plan con fechas
web-option-living = Cómo se vive
web-option-hurt = ¿Duele?
web-option-body = Su cuerpo
web-option-mind = Su ánimo
web-option-social = Sus días y su gente
web-option-risks = Qué puede salir mal
web-option-harms-how = Personas con el problema, de todas las del grupo con este tratamiento:
web-option-no-risks = No tenemos recuentos de daños. Es un hueco de los estudios. No significa que sea seguro.
web-option-price = Cuánto cuesta
web-option-no-price = No tenemos ningún precio.
web-option-law = Normas por país, y guías
web-option-where = Dónde
web-option-status = Qué dicen
web-option-no-law = No tenemos ninguna norma sobre esto.
web-option-guidelines = Guías
web-direction-strong-for = muy a favor
web-direction-conditional-for = a favor, con condiciones
web-direction-neutral = ni a favor ni en contra
web-direction-conditional-against = en contra, con condiciones
web-direction-strong-against = muy en contra
web-direction-investigational = solo en investigación
web-option-faq = Preguntas frecuentes
web-option-faq-ask = ¿Qué debo preguntar antes de decir que sí?
web-option-faq-ask-text = Pregunte qué cabe esperar con un tratamiento simulado, qué puede salir mal, cuánto cuesta en total y qué pasa si no funciona.
web-option-faq-wait = ¿Y si espero?
web-option-faq-wait-text = Casi ninguna rodilla cambia deprisa. Esperar rara vez cierra una puerta.

## Plan

web-plans-title = Su plan
web-plans-lead = Elija un tratamiento para ver qué preparar antes, qué pasa ese día y qué viene después, con fechas.
web-plan-title = Plan para: { $treatment }
web-plan-start = Primer día
web-plan-go = Poner la fecha
web-plan-bad-date = es “{ $value }”, que no es un día
web-plan-date-remedy = Escriba año, mes y día, como 2027-03-31.
web-plan-ics = Calendario
web-date = { $day } de { $month } de { $year }
web-date-range = { $first } a { $last }
web-month-jan = enero
web-month-feb = febrero
web-month-mar = marzo
web-month-apr = abril
web-month-may = mayo
web-month-jun = junio
web-month-jul = julio
web-month-aug = agosto
web-month-sep = septiembre
web-month-oct = octubre
web-month-nov = noviembre
web-month-dec = diciembre

## Valores

web-values-title = Qué le importa
web-values-lead = Diga cuánto cuenta cada cosa. Es un minuto. Después su informe muestra cómo encajan las opciones.
web-values-low = nada
web-values-high = lo que más
web-values-less = menos
web-values-more = más
web-values-how = Mueva el control o pulse los botones. De 0 a 10.
web-values-go = Ver cómo encajan las opciones
web-values-pain-relief = Menos dolor
web-values-function = Andar, escaleras y tareas diarias
web-values-safety = Poco riesgo
web-values-cost = Un precio bajo
web-values-recovery-time = Recuperarme pronto
web-values-avoiding-surgery = Sin operación
web-values-evidence = Buenas pruebas de que funciona
web-values-result = Qué encaja con lo que dijo
web-values-result-how = Opciones en el orden que encaja con sus respuestas. No es un consejo.
web-values-firm = De 100 cambios pequeños en sus respuestas, { $share } mantienen las mismas tres primeras.
web-values-none = Dé algo de peso a una cosa por lo menos.
web-report-values = Diga qué le importa
web-report-quiz = Compruebe lo que sabe

## Cuestionario

web-quiz-title = Compruebe lo que sabe
web-quiz-lead = Siete preguntas cortas. Nadie ve sus respuestas y no se guardan.
web-quiz-go = Ver cómo lo hice
web-quiz-score = Acertó { $right } de { $total }.
web-quiz-right = Correcto.
web-quiz-wrong = No del todo.
web-quiz-unanswered = Sin respuesta.
web-quiz-card = Leer más
web-sure-title = ¿Está listo para decidir?
web-sure-lead = Cuatro preguntas que usan también los médicos.
web-sure-ready = Cuatro veces sí. Parece listo para elegir, o para hablarlo.
web-sure-not-yet = Todavía no del todo. No pasa nada. Esto puede ayudar:

## IPDAS

web-ipdas-title = ¿Qué tan buena es esta ayuda?
web-ipdas-lead = Hay una lista mundial de lo que debe hacer una buena ayuda para decidir (IPDAS). Cada punto se comprueba ahora, en el sitio en marcha.
web-ipdas-score = Se cumplen { $met } de { $total } puntos. { $people } necesitan que personas los prueben, y eso no se ha hecho todavía.
web-ipdas-point = Punto
web-ipdas-state = Estado
web-ipdas-proof = Prueba
web-ipdas-met = se cumple
web-ipdas-not-met = no se cumple
web-ipdas-people = sin probar todavía
web-ipdas-see = Verlo
web-ipdas-reading = Grado de lectura de cada página
web-ipdas-reading-how = El curso escolar necesario para leerla (Flesch–Kincaid, en inglés). Nuestro límite es 8 por página.
web-proof-condition = La página sobre su rodilla tiene { $count } párrafos.
web-proof-decision = La entrevista empieza con la decisión.
web-proof-options = { $count } opciones, con esperar entre ellas.
web-proof-good = Cada una de { $count } opciones tiene al menos { $least } ventajas.
web-proof-bad = Cada una de { $count } opciones tiene al menos { $least } desventajas.
web-proof-living = Cada una de { $count } opciones dice cómo se vive en cuerpo, ánimo y día a día.
web-proof-balance = Palabras sobre ventajas por palabra sobre desventajas: { $ratio }. Debe estar entre { $low } y { $high }.
web-proof-sources = Se encontraron las { $count } fuentes que cita el informe de ejemplo.
web-proof-dates = El pie de cada página muestra { $date }.
web-proof-policy = La página de actualización tiene { $count } partes.
web-proof-uncertainty = Los { $count } resultados del informe de ejemplo tienen rango y nota.
web-proof-funding = La página sobre el dinero tiene { $count } partes.
web-proof-no-treatment = El informe de ejemplo muestra el curso sin tratamiento.
web-proof-side = El informe de ejemplo pone { $count } opciones una junto a otra.
web-proof-chances = { $count } resultados dan personas de 100, con y sin la opción.
web-proof-class = El informe dice cuánto se parece usted a las personas de { $count } estudios.
web-proof-time = Todas las opciones comparten { $count } momentos.
web-proof-denominator = Las { $count } probabilidades son de 100 personas.
web-proof-views = El informe tiene palabras, tablas y { $count } dibujos.
web-proof-values = Siete cosas que sopesar, con botones.
web-proof-steps = { $count } pasos, con camino de vuelta.
web-proof-take = { $count } preguntas para hacer, y un PDF.
web-proof-selection = La página de métodos dice cómo se eligen los estudios.
web-proof-quality = { $count } estudios llevan un riesgo de sesgo juzgado.
web-proof-authors = La página sobre nosotros dice quién lo escribió.
web-proof-reading = El grado de { $count } páginas está abajo; el más alto es { $highest }.

## API

web-api-title = Para programas (API)
web-api-lead = Todo lo de este sitio, como JSON. Sin clave. Las peticiones se limitan por dirección.
web-api-schema = Descripción OpenAPI
web-api-example = Ejemplo
web-api-answer = Respuesta
web-api-limits = Límites
web-api-limits-text = { $post } envíos y { $get } peticiones de otro tipo por minuto y dirección. Después recibe el estado 429 con “Retry-After”.
web-api-errors = Errores
web-api-errors-text = Lo que no se puede usar da el estado 422 (404, 413) y nombra campo, problema y remedio, con las mismas palabras del sitio.
