# Frases del informe. Palabras sencillas, frases cortas, «usted». Frecuencias siempre de 100; daños graves de 1.000.

report-title = Su rodilla: qué puede esperar de cada opción
report-appendix = Detalle y pruebas
report-source-model = kneewise: todos los ensayos reunidos en un modelo (docs/methods/joint_model.md)
report-sources = De dónde salen los números
report-source-number = Fuente { $n }
report-as-table = Lo mismo en una tabla
report-unknown = no se sabe
report-none = sin dato
report-range = de { $low } a { $high }

# --- señales de alarma -----------------------------------------------------------------------------------------------
report-flags-title = Primero, pida ayuda
report-flags-after = El resto del informe puede esperar. Léalo cuando le hayan atendido.

# --- primera pantalla ------------------------------------------------------------------------------------------------
report-summary-title = Qué significa esto para usted
report-summary-benefit = De 100 personas como usted, unas { $with } están claramente mejor tras { $time } con { $option }. Con { $sham }, unas { $without }. Son { $more } de cada 100 ({ $range }).
report-summary-no-forecast = No podemos darle un número honesto para { $option }. { $reason }
report-more = { $count ->
    [0] ninguna persona más
    [one] { $count } persona más
   *[other] { $count } personas más
}
report-fewer = { $count ->
    [one] { $count } persona menos
   *[other] { $count } personas menos
}
report-range-people = podría ser de { $low } a { $high }
report-range-short = de { $low } a { $high }
report-people-more = { $count } más
report-people-fewer = { $count } menos
report-people-same = ninguna
report-summary-sure = ¿Es seguro? Estamos { $level }.
report-summary-harms-serious = Daño grave{ $span }: { $count } de 1.000 personas; podría llegar a { $high }.
report-summary-harms-zero = No se vio ningún daño grave en { $n } personas{ $span }. Aun así podrían ser hasta { $high } de 1.000.
# Va dentro de las dos anteriores, con un espacio delante.
report-summary-harms-span = {" "}en estudios de hasta { $time }
report-summary-price = La gente paga unos { $typical } { $currency }, entre { $low } y { $high }.
report-summary-price-one = La gente paga unos { $price } { $currency }.
report-summary-price-range = La gente paga entre { $low } y { $high } { $currency }.
report-summary-other = Para comparar, { $option } tras { $time }: { $with } de 100 claramente mejor, frente a { $without } con { $sham }.
report-clearly-better = «Claramente mejor» quiere decir que el dolor baja al menos { $mcid } puntos en una escala de 0 a 100. Es la bajada más pequeña que las personas de un estudio llamaron importante.
report-informs = Este informe ayuda a hablar con un profesional de la salud. No le dice qué elegir.

report-certainty-high = muy seguros
report-certainty-moderate = bastante seguros
report-certainty-low = poco seguros
report-certainty-very_low = nada seguros

# --- candidatura -----------------------------------------------------------------------------------------------------
report-candidacy-title = Qué encaja con su rodilla y su salud
report-candidacy-rest = Las demás opciones
report-candidacy-caption = Para cada opción: posible, hablarlo antes o ahora no
report-candidacy-option = Opción
report-candidacy-result = Para usted
report-candidacy-why = Por qué
report-status-possible = posible
report-status-discuss_first = hablarlo antes
report-status-not_now = ahora no
report-find-out-title = Averigüe esto primero
report-flags-not-asked = No nos ha hablado de estas señales de alarma. Si tiene alguna, pida ayuda antes que nada: { $items }.

# --- opciones --------------------------------------------------------------------------------------------------------
report-options-title = Las opciones, una al lado de otra
report-options-all-title = Todas las opciones
report-options-caption = Tras { $time }: cuántas de 100 personas como usted tienen claramente menos dolor
report-options-option = Opción
report-options-with = Con ella
report-options-without = Con la comparación
report-options-more = Diferencia
report-options-serious = Daño grave, de 1.000
report-options-price = Precio
report-options-sure = Seguridad
report-options-effects = Efecto sobre el dolor más allá de la comparación, puntos de 0 a 100
report-effects-better = menos dolor
report-effects-worse = más dolor
report-effects-mcid = menor bajada que la gente llama importante
report-effects-alt = Cambio del dolor más allá de la comparación tras { $time }, en puntos de 0 a 100. { $list }.
report-effects-item = { $option }: { $value } (de { $low } a { $high })
report-effects-heading-option = Opción
report-effects-heading-value = Media
report-effects-heading-ci = Margen de la media
report-effects-heading-pi = Margen en otro lugar
report-no-number = Sin número para { $options }. { $reason }
report-beyond-trials = Ningún ensayo de estas opciones duró { $time }: { $options }. Sus números para ese plazo se apoyan en resultados anteriores y en tratamientos parecidos; confíe menos en ellos.
report-sure-at = «Seguridad» se juzgó para { $time }. Los demás plazos no tienen un juicio propio.

# --- evolución -------------------------------------------------------------------------------------------------------
report-course-title = Su dolor con el tiempo
report-course-intro = La línea es la media de personas como usted. La banda oscura es donde es probable que esté esa media (80 de 100 veces). La banda clara es donde es probable que esté usted. La línea de rayas es la comparación.
report-course-alt = { $option }: el dolor pasa de { $now } hoy a unos { $then } tras { $time }. Para usted puede ser de { $low } a { $high }.
report-course-best = sin dolor
report-course-worst = el peor dolor
report-course-heading-time = Tiempo
report-course-heading-mean = Media
report-course-heading-like = Personas como usted
report-course-heading-you = Usted
report-time-0 = hoy
report-time-6 = 6 semanas
report-time-13 = 3 meses
report-time-26 = 6 meses
report-time-52 = 1 año
report-time-104 = 2 años
report-time-choose = Plazo
report-week-field = El plazo
report-week-problem = es «{ $given }», y para eso no tenemos previsión
report-week-remedy = Elija el número de semanas: { $offered }.
report-span-weeks = { $count ->
    [one] { $count } semana
   *[other] { $count } semanas
}
report-span-months = { $count ->
    [one] { $count } mes
   *[other] { $count } meses
}
report-span-years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}
report-tick-0 = hoy
report-tick-6 = 6 sem
report-tick-13 = 3 m
report-tick-26 = 6 m
report-tick-52 = 1 a
report-tick-104 = 2 a

# --- figuras ---------------------------------------------------------------------------------------------------------
report-icons-title = 100 personas como usted tras { $time }
report-icons-intro = Figuras llenas: claramente mejor en el extremo bajo del margen. Rayadas: mejor solo en el extremo alto. Vacías: no claramente mejor.
report-icons-alt = Con { $option }, { $count } de 100 personas están claramente mejor tras { $time } (de { $low } a { $high }). { $rest } de 100 no.
report-icons-solid = Al menos
report-icons-hatched = Quizá también
report-icons-empty = No

# --- daños -----------------------------------------------------------------------------------------------------------
report-harms-title = Qué puede salir mal
report-harms-serious = Daños graves, de 1.000 personas
report-harms-common = Daños frecuentes, de 100 personas
report-harms-option = Opción
report-harms-event = Qué
report-harms-with = Con ella
report-harms-without = Con la comparación
report-harms-over = Contado en
report-harms-span = hasta { $time }
report-harms-span-named = como dice el nombre
report-harms-time = Los beneficios se cuentan aquí tras { $time }. Los daños se cuentan durante todo el estudio, porque la mayoría son demasiado raros para contarlos por fecha.
report-harms-count = { $count } (de { $low } a { $high })
report-harms-zero = ninguno en { $n } personas; podría llegar a { $high }
report-harms-none = No se hallaron recuentos de daños para: { $options }. Es un hueco en los estudios. No quiere decir que sean seguras.
harm-serious_ae = cualquier problema grave de salud
harm-related_sae = problema grave ligado al tratamiento
harm-any_ae = cualquier efecto secundario
harm-withdrawal_due_to_ae = lo dejó por efectos secundarios
harm-joint_infection = infección de la articulación, por inyección u operación
harm-marrow_pain = un problema donde se sacó la médula
harm-liposuction_minor = un problema donde se sacó la grasa
harm-vascular = infarto, ictus o parecido, de más por año
harm-replacement_infection = infección de la prótesis en 2 años
harm-death_90_days = muerte en 90 días
harm-revision_10_years = segunda operación en 10 años
harm-revision_15_years = segunda operación en 15 años
harm-long_term_pain = dolor duradero en la rodilla nueva

# --- coste -----------------------------------------------------------------------------------------------------------
report-cost-title = Cuánto cuesta
report-cost-alt = { $option }: de { $low } a { $high } { $currency }{ $quoted }.
report-cost-alt-quoted = ; a usted le pidieron { $price }
report-cost-caption = { $option } ({ $country }, { $year })
report-cost-caption-no-year = { $option } ({ $country })
report-cost-lowest = El más bajo
report-cost-typical = Habitual
report-cost-highest = El más alto
report-cost-quoted = Su precio
report-cost-per-extra = { $option }: a { $price } { $currency } cada una, se pagan unos { $cost } { $currency } por cada persona más que tras { $time } está claramente mejor que con { $sham }.
report-cost-per-extra-none = { $option }: el margen incluye que tras { $time } no ayude a nadie más que { $sham }; por eso no se puede dar un precio por cada persona más.
report-cost-other-currency = { $option }: le pidieron { $price } { $currency }. Los precios que conocemos están en { $other }; por eso no los comparamos.
report-cost-elsewhere = No hallamos precios de su país. Estos son de { $country }.
report-per-knee = por rodilla
report-per-procedure = por operación
report-per-treatment = por tratamiento
report-per-injection = por inyección
report-per-course = por tanda
report-per-visit = por visita
report-per-person = por persona
report-per-patient = por persona
report-per-package = por el paquete

# --- qué supone ------------------------------------------------------------------------------------------------------
report-involved-title = Qué supone y qué sigue siendo posible
report-involved-caption = Tiempo de baja, qué no se puede deshacer, qué podrá hacer después
report-involved-recovery = Tiempo de baja
report-involved-undone = No se puede deshacer
report-involved-possible = Sigue siendo posible
report-days = { $low ->
    [one] { $low } día
   *[other] de { $low } a { $high } días
}
report-recovery-full_activity = actividad completa en { $low } a { $high } semanas
report-recovery-back_to_work = vuelta al trabajo en { $low } a { $high } semanas
report-undone-injection = Lo que se inyecta no se puede sacar.
report-undone-cultured_cells = Las células cultivadas no se pueden sacar. No se sabe qué hacen tras muchos años.
report-undone-donor_cells = Las células o tejidos de donante no se pueden sacar. Con estos productos se han pasado gérmenes.
report-undone-steroid = Lo que se inyecta no se puede sacar. Muchas inyecciones de corticoide pueden adelgazar el cartílago.
report-undone-arthroscopy = El tejido que se corta no vuelve a crecer.
report-undone-bone_surgery = El hueso se corta y se coloca en otra línea.
report-undone-replacement = La superficie de la articulación se quita para siempre.
report-undone-nothing = Nada: puede dejarlo cuando quiera.
report-possible-all = Todas las demás opciones.
report-possible-steroid = Todas las demás opciones. Pregunte cuánto esperar antes de una prótesis: hay más infecciones poco después de un corticoide.
report-possible-replacement_harder = Casi todas. Una prótesis posterior puede ser más difícil.
report-possible-revision = Una segunda operación, si la primera se gasta.

# --- prótesis en los próximos años -----------------------------------------------------------------------------------
report-tkr-title = Una rodilla nueva en los próximos años
report-tkr-steady = De 100 personas cuya rodilla sigue más o menos igual durante 2 años, unas { $count } reciben una prótesis en { $years } años.
report-tkr-worsening = De 100 personas cuya rodilla empeora claramente en 2 años, unas { $count } reciben una en { $years } años.
report-tkr-advised_replacement = De 100 personas que podían recibir una prótesis pero empezaron con ejercicio, consejo, dieta y medicinas, unas { $count } la recibieron en { $years } años.
report-tkr-note = Esto sale de seguir a grupos de personas, no de sus respuestas. Ningún estudio nos dice que una inyección lo cambie.

# --- reglas ----------------------------------------------------------------------------------------------------------
report-rules-title = Qué dicen las autoridades y las guías
report-rules-regulators = Autoridades
report-rules-where = Dónde
report-rules-who = Quién
report-rules-status = Qué dicen
report-rules-date = Desde
report-rules-guidelines = Guías clínicas
report-rules-option = Opción
report-rules-direction = Consejo
report-direction-strong_for = muy a favor
report-direction-conditional_for = a favor, en algunos casos
report-direction-for = a favor
report-direction-neutral = ni a favor ni en contra
report-direction-no_recommendation = sin consejo: faltan pruebas
report-direction-inconclusive = sin consejo claro
report-direction-conditional_against = en contra, en la mayoría de casos
report-direction-against = en contra
report-direction-strong_against = muy en contra
report-direction-investigational = solo dentro de la investigación

# --- seguridad -------------------------------------------------------------------------------------------------------
report-certainty-title = Cuánta seguridad tenemos
report-certainty-line = { $option }: { $level }. { $reasons }
report-shift-title = Qué cambian sus respuestas
report-shift-more = Su { $feature } hace que el efecto de { $option } sea unos { $points ->
    [one] 1 punto
   *[other] { $points } puntos
} mayor ({ $range }).
report-shift-less = Su { $feature } hace que el efecto de { $option } sea unos { $points ->
    [one] 1 punto
   *[other] { $points } puntos
} menor ({ $range }).
report-shift-range = podría ser de { $low } a { $high }; más significa mayor
report-shift-weak = Estos cambios salen de comparar ensayos entre sí, no personas en un ensayo. Es una prueba débil. Ningún ensayo nos dice qué cambia su sexo.
report-beside-with_miles = { $option }: el mayor ensayo de productos celulares (MILES) no dio medias que pudiéramos leer. Solo dice que a los 12 meses ninguno fue mejor que un corticoide. Contado así, el efecto tras { $time } sería de { $with } puntos de 100 en vez de { $without } (de { $low } a { $high }).
report-likeness = { $share } de 100 ensayos podrían haber incluido a alguien como usted.
report-likeness-outside = Usted queda fuera de lo que abarcan los ensayos ({ $features }). Por eso faltan algunos números.
report-feature-age = edad
report-feature-kl_grade = grado en la radiografía
report-feature-bmi = peso para su altura
report-feature-pain = dolor ahora
report-feature-diagnosis = diagnóstico
report-track-record = Qué tal han salido estos pronósticos: dejamos fuera cada uno de { $trials } ensayos y lo pronosticamos con los demás. Los márgenes del 95 % acertaron { $c95 } de 100 resultados; los del 80 %, { $c80 } de 100.

# --- valores ---------------------------------------------------------------------------------------------------------
report-values-title = Cómo encajan las opciones con lo que le importa
report-values-intro = Usted dijo qué le importa. En este orden encajan las opciones, con el dolor y la función tras { $time }. El orden es suyo: si cambia los pesos, cambia.
report-values-caption = Orden según sus respuestas
report-values-option = Opción
report-values-score = Encaje, de 0 a 100
report-values-first = Primera, en 100 pesos parecidos
report-values-firm = Las tres primeras siguen en este orden en { $share } de 100 pesos parecidos a los suyos.

# --- sharpness -------------------------------------------------------------------------------------------------------
report-sharp-title = Cuánto estrecha los márgenes cada respuesta
report-sharp-intro = En el resto de esta página, lo que usted no nos dijo cuenta como el promedio de los ensayos. Aquí puede ser cualquier valor que hubo en ellos. Por eso estos márgenes son más anchos cuanto menos nos dijo. Muestran cuántas de 100 personas están claramente mejor tras { $time }.
report-sharp-caption = Margen tras { $time }, y qué hace con él cada respuesta
report-sharp-answer = Sus respuestas
report-sharp-all = Todo lo que nos dijo hasta ahora, de 100
report-sharp-told = Dicho: { $feature }
report-sharp-untold = Sin decir: { $feature } (en promedio, si lo dijera)
report-sharp-same = sin cambio
report-sharp-narrower = { $count ->
    [one] se estrecha en { $count } persona
   *[other] se estrecha en { $count } personas
}
report-sharp-wider = { $count ->
    [one] se ensancha en { $count } persona
   *[other] se ensancha en { $count } personas
}
report-sharp-why-wider = Una respuesta también puede ensanchar el margen. En los ensayos hubo pocas personas con esa respuesta; por eso sabemos menos.
report-sharp-next = La respuesta que más lo precisaría: { $feature }. En promedio estrecha el margen hasta en { $count ->
    [one] { $count } persona
   *[other] unas { $count } personas
} de 100.
report-sharp-next-little = Ninguna de las respuestas que faltan estrecharía estos márgenes ni en una persona.
report-sharp-next-none = Nos dijo todo aquello de lo que dependen estos márgenes. Más respuestas no los estrechan: solo más ensayos.
report-sharp-others = Las demás respuestas dejan estos márgenes como están. Cuentan para lo que es seguro para usted, lo que cuesta y lo que conviene preguntar.
report-sharp-since = Qué cambiaron sus últimas respuestas
report-sharp-since-lead = Cuántas de 100 personas están claramente mejor tras { $time }, contando todo lo que no nos dijo:
report-sharp-change = { $option }: antes { $before }, ahora { $now } ({ $change }).
report-sharp-unchanged = Sus últimas respuestas no precisan estos números. Los ensayos no distinguen a las personas por ellas.
report-sharp-refused = Con estas respuestas no tenemos un número honesto para las opciones que usted mira. El informe dice por qué.
report-sharp-new-number = Con estas respuestas ya hay un número. Antes no lo había.
report-sharp-open = Por averiguar sobre lo que va bien con su salud: antes { $before } cosas, ahora { $now }.
report-sharp-open-same = Por averiguar sobre lo que va bien con su salud: { $now } cosas, como antes.
report-sharp-so-far = Con lo que nos dijo hasta ahora: { $ranges } de 100 personas están claramente mejor tras { $time }.
report-sharp-so-far-item = { $option } { $range }
report-sharp-go = Responderla
report-sharp-see = Ver qué hace cada respuesta

# --- preguntas y pasos -----------------------------------------------------------------------------------------------
report-questions-title = Preguntas que hacer
report-next-title = Próximos pasos
report-next-find-out = Primero averigüe: { $items }.
report-next-take = Lleve este informe a su médico o fisioterapeuta.
report-next-time = No hay prisa. La artrosis de rodilla cambia despacio. Una oferta que acaba hoy es un motivo para esperar.
report-next-plan = Cuando haya elegido, kneewise puede hacer un plan con fechas: preparación, el día, los cuidados y las revisiones.

# --- sin número ------------------------------------------------------------------------------------------------------
refusal-no-trials = Ningún ensayo que conozcamos midió el dolor con ella frente a { $sham }, ni frente a algo que lleve hasta ahí.
refusal-outside = En los ensayos casi no había nadie como usted ({ $features }).
refusal-diagnosis = Los ensayos fueron en personas con artrosis de rodilla. Usted nos habló de otra cosa.
refusal-no-pain = Díganos su dolor (de 0 a 10) y podremos calcular los números.
refusal-little-pain = Su dolor es demasiado bajo para que quepa la menor bajada importante.
refusal-single-arm = Solo hay informes sin grupo de comparación; no se puede separar lo que hizo el tratamiento del tiempo y la esperanza.

# --- pie -------------------------------------------------------------------------------------------------------------
report-footer-versions = Datos { $dataset }, kneewise { $version }, { $date }.
report-review = Los estudios, las normas y los precios se buscaron por última vez el { $date }. La próxima búsqueda toca antes del { $due }.
report-footer-not-advice = kneewise informa. No es consejo médico ni sustituye a un profesional de la salud.
