# Páginas de las opciones: la lista de tratamientos y una página para cada uno.
options-title = Todos los tratamientos para la rodilla con dolor
options-lead = Una página por tratamiento: qué es, a quién le conviene, qué hace, qué puede ir mal y cuánto cuesta. Todas siguen el mismo orden.
options-wait = Esperar también está en la lista. Es una opción de verdad.
option-family-cells = Células madre y lo que se vende como tales
option-family-injections = Otras inyecciones
option-family-active = Lo que hace usted
option-family-medicines = Medicinas y suplementos
option-family-surgery = Operaciones
option-parts = Partes de esta página
option-same = También se llama:
option-section-balance = Lo bueno y lo malo
option-section-results = Qué hace con el dolor
option-section-who = Para quién es
option-section-steps = Paso a paso
option-section-living = Cómo se vive
option-section-recovery = La recuperación
option-section-risks = Qué puede ir mal
option-section-price = Cuánto cuesta
option-section-law = Normas y consejos
option-section-faq = Preguntas frecuentes
option-good = Lo bueno
option-bad = Lo malo
option-later = Qué sigue siendo posible después
option-knee = Qué pasa en la rodilla, y sin tratamiento
option-forecast = Piense en 100 personas con el dolor de los ensayos. { $time } después de { $option }, unas { $n } están claramente mejor y { $rest } no. Con { $sham }, unas { $other } están claramente mejor y { $other_rest } no.
option-forecast-range = La diferencia es: { $more }. Podría ser: { $range }.
option-basis-trials = { $trials ->
    [one] Un ensayo con { $people } personas lo probó
   *[other] { $trials } ensayos con { $people } personas lo probaron
}. Las cifras salen de todos los ensayos de todos los tratamientos juntos.
option-basis-class-only = { $trials ->
    [one] Solo un ensayo con { $people } personas lo probó
   *[other] Solo { $trials } ensayos con { $people } personas lo probaron
}. Las cifras se apoyan en tratamientos del mismo tipo.
option-basis-indirect = Ningún ensayo lo comparó directamente con esto. Las cifras pasan por otros ensayos: { $trials ->
    [one] uno del propio tratamiento, con { $people } personas
   *[other] { $trials } del propio tratamiento, con { $people } personas
}.
option-basis-none = Ningún ensayo lo probó.
option-sure = ¿Qué tan seguros estamos? Estamos { $level }.
option-effects-caption = Dolor más allá de la comparación, en cada momento
option-effects-alt = Cuánto menos dolor tras { $option } que con { $sham }, en puntos de 0 a 100. { $list }.
option-table-caption = De 100 personas, en cada momento, en comparación con: { $sham }
option-col-time = Tiempo
option-col-points = Dolor de diferencia, puntos
option-col-range = Margen
option-col-with = Mejor con ello, de 100
option-col-without = Mejor sin ello, de 100
option-col-worse = Peor con ello, de 100
option-beyond = ningún ensayo duró tanto
option-col-trial = Estudio
option-col-people = Personas
option-col-weeks = Semanas
option-col-bias = Riesgo de sesgo
option-bias-low = bajo
option-bias-some = algo
option-bias-high = alto
option-bias-unknown = sin juzgar
option-no-forecast = No damos un pronóstico. Ningún ensayo justo nos da una cifra honesta.
option-no-forecast-waiting = Los demás tratamientos se miden frente a la espera. En los ensayos, muchas personas mejoran también sin la parte activa.
option-forest-title = Cada ensayo por separado
option-forest-how = Cada línea es un ensayo, { $when } después de empezar. A la izquierda de la línea oscura hubo menos dolor que con el otro tratamiento. { $shown ->
    [one] Se muestra un ensayo
   *[other] Se muestran { $shown } ensayos
}, de { $total }.
option-forest-alt = { $total ->
    [one] El único ensayo
   *[other] { $count } de { $total } ensayos
} de { $option } frente a otra cosa, { $time } después de empezar. Cada línea es un ensayo.
option-versus = { $trial }, frente a { $other }
option-no-forest = No tenemos ningún ensayo que midiera el dolor con ello.
option-trials = { $count ->
    [one] El único ensayo que tenemos
   *[other] Los { $count } ensayos que tenemos
}
option-explore = Verlo todo en los estudios
option-suits = Qué puede hablar a favor
option-not-for = Qué habla en contra o hay que comprobar antes
option-more = { $count ->
    [one] Una más
   *[other] { $count } más
}
option-why-sure = ¿Por qué no se sabe más?
option-law-places = Abajo están las normas de estos lugares:
option-law-open = Las { $count } normas
option-who-how = Cada línea es una regla con su fuente. Solo vale para usted si es su caso.
option-no-suits = Ningún ensayo ni guía nombra a las personas a quienes más conviene.
option-no-not-for = No tenemos ninguna regla en contra.
option-ask-you = Responda unas preguntas y vea qué encaja con usted
option-no-steps = No hay nada que preparar, salvo hablar con su médico o farmacéutico.
option-plan = Hacer un plan con fechas
option-hurt = ¿Duele?
option-body = Su cuerpo
option-mind = Su ánimo
option-social = Sus días
option-undone = Qué no se puede deshacer
option-no-recovery = No hay un tiempo fijo de recuperación.
option-harms-caption = Daños contados en ensayos y registros
option-col-event = Qué
option-col-of = De cada
option-no-harms = Nadie contó los daños de forma que podamos mostrarlos. Es un hueco. No significa que no los haya.
option-guard = Qué se hace para evitarlo
option-prices-caption = Lo que se pidió a la gente
option-col-country = País
option-col-price = Margen
option-col-typical = Habitual
option-col-year = Año
option-no-price = No tenemos precios recogidos en encuestas. Pida el precio total por escrito.
option-price-insurer = Pregunte a su seguro, por escrito, qué paga.
option-law-caption = Qué dicen las autoridades y los seguros
option-col-where = Dónde
option-col-status = Qué dicen
option-no-law = No tenemos ninguna norma especial.
option-guidelines = Qué dicen las guías
option-no-guidelines = Ninguna guía que tengamos habla de ello.
option-figures = { $count ->
    [one] Una cifra más de los datos
   *[other] { $count } cifras más de los datos
}
option-faq-ask = ¿Qué debo preguntar antes de decir que sí?
option-faq-ask-text = ¿Qué pasa si espero? De 100 personas como yo, ¿cuántas mejoran con ello y cuántas sin ello? ¿Qué puede ir mal? ¿Cuánto cuesta todo? ¿Qué estudio lo muestra?
option-faq-wait = ¿Y si por ahora no hago nada?
option-faq-wait-text = Es una opción de verdad. Casi ninguna rodilla empeora deprisa. Ponga una fecha para volver a mirar.
option-checked = Números de la versión { $version } de los datos, buscados el { $date }. La próxima búsqueda toca antes del { $due }.
