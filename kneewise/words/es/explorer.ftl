## Evidence explorer (/evidence)

explorer-title = Los estudios
explorer-lead = Vea cada estudio. Elija cuáles cuentan y mire cómo cambia el resultado.
explorer-filters = Qué estudios cuentan
explorer-views = Formas de mirar
explorer-any = cualquiera
explorer-go = Mostrar
explorer-clear = Quitar los filtros

explorer-view-trials = Lista
explorer-view-network = Red
explorer-view-effects = Todos frente a uno
explorer-view-compare = Dos tratamientos
explorer-view-league = Cada uno con cada uno
explorer-view-funnel = Estudios pequeños
explorer-view-course = En el tiempo
explorer-view-bias = Calidad
explorer-view-certainty = Cuánta seguridad

explorer-outcome = Resultado
explorer-outcome-pain = Dolor
explorer-outcome-function = Tareas diarias
explorer-window = Medido después de
explorer-window-6 = 6 semanas
explorer-window-13 = 3 meses
explorer-window-26 = 6 meses
explorer-window-52 = 1 año
explorer-window-104 = 2 años
explorer-short-window-6 = 6 sem
explorer-short-window-13 = 3 m
explorer-short-window-26 = 6 m
explorer-short-window-52 = 1 año
explorer-short-window-104 = 2 años
explorer-subset = Contar
explorer-subset-all = todos los estudios
explorer-subset-placebo = con grupo simulado, por sorteo
explorer-subset-not-high = sin riesgo alto de sesgo
explorer-subset-large = 50 personas o más por grupo
explorer-group = Tipo de tratamiento
explorer-group-any = cualquiera
explorer-group-cell-therapy = productos de células
explorer-group-blood-product = productos de la sangre (PRP y otros)
explorer-group-viscosupplement = inyecciones de gel
explorer-group-corticosteroid = inyecciones de corticoide
explorer-group-oral-drug = pastillas
explorer-group-topical = geles y cremas
explorer-group-physical = ejercicio y fisioterapia
explorer-group-lifestyle = peso y hábitos
explorer-group-device = rodilleras y ayudas
explorer-group-surgery = operaciones
explorer-group-supplement = suplementos
explorer-group-other-injection = otras inyecciones
explorer-group-control = tratamientos simulados
explorer-treatment = Tratamiento
explorer-bias = Riesgo de sesgo
explorer-bias-any = cualquiera
explorer-bias-low = bajo
explorer-bias-some = algo
explorer-bias-high = alto
explorer-bias-unknown = sin valorar
explorer-bias-unclear = poco claro
explorer-bias-met = se cumple
explorer-bias-not-met = no se cumple
explorer-population = Personas con
explorer-population-knee-oa = artrosis de rodilla
explorer-population-mixed-oa = artrosis de rodilla o cadera
explorer-population-hip-oa = artrosis de cadera
explorer-population-meniscus = menisco roto
explorer-population-cartilage = defecto del cartílago
explorer-population-ligament = ligamento roto
explorer-population-patellofemoral = dolor de rótula
explorer-population-other = otros problemas de rodilla
explorer-population-any = cualquiera de estos
explorer-country = País
explorer-text = Palabras del nombre o título
explorer-measured = Solo con resultado para este momento

explorer-count = { $count ->
    [one] { $count } estudio
   *[other] { $count } estudios
} con { $people } personas.
explorer-sort = Ordenar por
explorer-sort-year = más nuevos
explorer-sort-label = nombre
explorer-sort-people = personas
explorer-sort-weeks = duración
explorer-sort-bias = riesgo de sesgo
explorer-pages = Páginas de la lista
explorer-page = Página { $page } de { $last }
explorer-previous = Página anterior
explorer-next = Página siguiente
explorer-col-trial = Estudio
explorer-col-year = Año
explorer-col-country = País
explorer-col-treatments = Grupos
explorer-col-people = Personas
explorer-col-weeks = Semanas
explorer-col-blinded = A ciegas
explorer-col-bias = Riesgo de sesgo
explorer-col-result = Resultado aquí
explorer-col-value = Diferencia
explorer-col-se = Error estándar
explorer-col-rule = De dónde sale
explorer-known-yes = sí
explorer-known-no = no
explorer-known-unknown = no se sabe
explorer-empty = Ningún resultado pasa estos filtros. Afloje uno, o elija otro resultado u otro momento.

explorer-network-count = { $count ->
    [one] { $count } estudio compara
   *[other] { $count } estudios comparan
} estos tratamientos.
explorer-network-how = Una línea es una comparación. Cuanto más gruesa, más estudios la hicieron. Un cuadrado es un tratamiento simulado o el cuidado habitual.
explorer-network-alt = Red de { $treatments } tratamientos con { $trials } estudios. La tabla nombra cada comparación.
explorer-islands-label = Grupos que ningún estudio une
explorer-islands-part = Grupo
explorer-islands-treatments = Tratamientos
explorer-islands = Estos estudios forman { $count } grupos que ningún estudio une. Cada uno se calcula aparte:
explorer-pairs = Cada comparación, con su número de estudios
explorer-pair = { $a } – { $b }
explorer-left-out = Lo que queda fuera, y por qué

explorer-effects-how = Cada línea es un tratamiento frente a { $reference }, con todos los estudios elegidos juntos. La barra gruesa es el margen de la media. La barra fina es lo que puede dar un estudio nuevo.
explorer-effects-care = Un tratamiento con pocas personas puede encabezar esta lista por azar.
explorer-effects-care-link = Vea qué seguro es cada dato.
explorer-effects-alt = Diferencia de { $count } tratamientos frente a { $reference }, en puntos de 0 a 100. La tabla da cada número.
explorer-fit = { $trials } estudios, efectos aleatorios (REML). Dispersión entre estudios τ = { $tau } puntos, I² = { $i2 } %. ¿Se contradicen los estudios directos y los indirectos? p { $p }.
explorer-reference = Frente a
explorer-ranks = Orden de los tratamientos
explorer-ranks-how = 100 sería el mejor con seguridad, 0 el peor (P-score). Un estudio pequeño puede subir un tratamiento por azar. Mire antes los márgenes.
explorer-side-a = Este tratamiento
explorer-side-b = frente a este
explorer-compare-none = Ningún estudio elegido compara estos dos directamente.
explorer-compare-alt = { $count ->
    [one] { $count } estudio
   *[other] { $count } estudios
} de { $a } frente a { $b }, en puntos de 0 a 100. Negativo es mejor con { $a }. La tabla da cada número.
explorer-pooled = Juntos
explorer-pooled-words = Estudios que los comparan directamente ({ $count }): { $a } se aparta de { $b } en { $value } puntos ({ $low } a { $high }). Negativo es mejor. I² es { $i2 } %.
explorer-network-words = Con los estudios indirectos también: { $value } puntos ({ $low } a { $high }).
explorer-egger = ¿Dan los estudios pequeños efectos mayores? Prueba de Egger: p { $p }.
explorer-egger-few = Con menos de { $fewest } comparaciones la prueba de Egger dice poco, así que no se muestra.
explorer-league-how = Cada casilla es la fila menos la columna, en puntos de 0 a 100, con su margen del 95 %. Negativo es mejor para la fila. En negrita: el margen no incluye el cero.
explorer-league-left = Aquí faltan los { $count } tratamientos con menos estudios. La descarga los tiene todos.
explorer-league-minus = Fila menos columna
explorer-funnel-how = Cada punto es una comparación de un estudio: cuánto se aparta de la media de su clase. Los estudios grandes están arriba. Si los pequeños se inclinan a un lado, puede que falten algunos o que sean demasiado buenos. Una comparación con un solo estudio queda en el centro.
explorer-funnel-alt = Embudo de { $count } comparaciones. La tabla da cada distancia y su error estándar.
explorer-funnel-x = distancia a la media de su clase, puntos
explorer-course-how = La línea es lo que nuestro modelo espera de { $a } frente a { $b } en el tiempo, con todos los estudios. La banda oscura es el margen de la media; la clara, lo que puede dar un estudio nuevo. Los puntos con barra son los estudios elegidos, juntos en cada momento.
explorer-course-alt = Diferencia entre { $a } y { $b } en el tiempo, en puntos de 0 a 100. La tabla da cada número.
explorer-course-basis = La línea se apoya en { $trials ->
    [one] { $trials } estudio
   *[other] { $trials } estudios
} de { $a } y toma prestado de { $all } estudios en total.
explorer-course-borrowed = Ningún estudio de { $a } llega aquí a un tratamiento simulado, así que la línea se toma de otros tratamientos.
explorer-course-no-model = Nada une { $a } y { $b } en nuestro modelo, así que no hay línea.
explorer-bias-how = Qué bien se protegieron { $total } estudios contra el error, según revisiones publicadas. «Sin valorar» no es lo mismo que bajo.
explorer-bias-blinded = Las personas no sabían qué recibían
explorer-bias-industry = Pagado por un fabricante
explorer-bias-judged = Estudio por estudio
explorer-bias-overall = En conjunto
explorer-bias-domains = Punto por punto
explorer-bias-by = Valorado por
explorer-bias-rest = { $count ->
    [one] Otro estudio no fue valorado por ninguna revisión que leímos ({ $count }).
   *[other] Otros { $count } estudios no fueron valorados por ninguna revisión que leímos.
}
explorer-domain-random-sequence = orden al azar
explorer-domain-allocation-concealment = orden oculto
explorer-domain-allocation-concealment-appropriate = orden oculto
explorer-domain-blinding = a ciegas
explorer-domain-blinding-method-appropriate = forma de cegar
explorer-domain-blinding-participants = personas a ciegas
explorer-domain-blinding-providers = personal a ciegas
explorer-domain-described-double-blind = dice ser doble ciego
explorer-domain-described-randomised = dice ser por sorteo
explorer-domain-incomplete-data = resultados que faltan
explorer-domain-itt-function = todos contados (función)
explorer-domain-itt-pain = todos contados (dolor)
explorer-domain-other-bias = otros
explorer-domain-randomisation-method-appropriate = forma de sortear
explorer-domain-selective-reporting = resultados omitidos
explorer-domain-withdrawals-described = personas que dejaron el estudio
explorer-certainty-how = Cuánta seguridad se puede tener de cada diferencia con { $reference }. Empezamos en el grado más alto y bajamos por cada motivo. Aquí cuentan todos los estudios, elija lo que elija arriba.
explorer-certainty-level = Seguridad
explorer-certainty-rests = Se apoya en
explorer-certainty-basis = { $trials ->
    [one] { $trials } estudio
   *[other] { $trials } estudios
}, { $people } personas
explorer-certainty-borrowed = solo estudios de otros tratamientos
explorer-certainty-why = Por qué no más

explorer-head-what = Tratamiento
explorer-head-value = Diferencia, puntos de 0 a 100
explorer-head-ci = Margen de la media (95 %)
explorer-head-pi = Margen en un estudio nuevo (95 %)
explorer-head-se = Error estándar
explorer-head-trial = Estudio
explorer-head-pair = Comparación
explorer-head-distance = Distancia a la media
explorer-head-side-a = Uno
explorer-head-side-b = Otro
explorer-head-trials = Estudios
explorer-head-time = Momento
explorer-head-pooled-then = Estudios elegidos entonces
explorer-picture = Imagen
explorer-as-table = Lo mismo como tabla
explorer-better = mejor
explorer-worse = peor
explorer-mcid = se nota

explorer-take = Llévese esta vista
explorer-link = Enlace a esta vista
explorer-cite = Para citar: kneewise. { $title }, versión { $version } del { $date }.
explorer-scale = El dolor y las tareas diarias van de 0 (lo mejor) a 100 (lo peor). Una diferencia es el primer tratamiento menos el segundo; menos de cero es mejor.
explorer-rule-md-from-arms = de las medias de los grupos
explorer-rule-md-from-smd = de una diferencia estandarizada
explorer-rule-md-rescaled = como se publicó, pasado a 0 a 100
explorer-rule-other = como se publicó
explorer-errors = Algunas opciones no se pudieron usar
explorer-not-offered = { $field }: “{ $value }” no está entre las opciones. Elija una de la lista.
explorer-too-long = { $field }: es demasiado largo. Use { $most } letras como mucho.
