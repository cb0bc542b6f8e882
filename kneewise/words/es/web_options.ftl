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
web-quiz-right = Correcto.
web-quiz-wrong = No del todo.
web-sure-title = ¿Está listo para decidir?
web-sure-lead = Cuatro preguntas que usan también los médicos.
web-sure-ready = Cuatro veces sí. Parece listo para elegir, o para hablarlo.

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
web-proof-good = Cada una de { $count } opciones tiene al menos { $least } ventajas.
web-proof-bad = Cada una de { $count } opciones tiene al menos { $least } desventajas.
web-proof-living = Cada una de { $count } opciones dice cómo se vive en cuerpo, ánimo y día a día.
web-proof-dates = El pie de cada página muestra cuándo se buscaron los estudios ({ $date }) y cuándo toca de nuevo ({ $due }).
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
web-proof-steps = { $count } pasos, con camino de vuelta.
web-proof-take = { $count } preguntas para hacer, y un PDF.
web-proof-selection = La página de métodos dice cómo se eligen los estudios.
web-proof-authors = La página sobre nosotros dice quién lo escribió.
web-proof-reading = El grado de { $count } páginas está abajo; el más alto es { $highest }.
