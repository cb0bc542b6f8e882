## Explorador de estudios

web-explore-title = Los estudios
web-explore-lead = Vea cada estudio, elija cuáles contar y mire cómo cambia el resultado.
web-explore-views = Formas de mirar
web-explore-view-trials = Lista
web-explore-view-network = Red
web-explore-view-effects = Todos contra uno
web-explore-view-league = Cada uno con cada uno
web-explore-view-compare = Dos tratamientos
web-explore-view-course = En el tiempo
web-explore-view-bias = Calidad
web-explore-outcome = Resultado
web-explore-outcome-pain = Dolor
web-explore-outcome-function = Tareas diarias
web-explore-window = Medido tras
web-explore-window-6 = 6 semanas
web-explore-window-13 = 3 meses
web-explore-window-26 = 6 meses
web-explore-window-52 = 1 año
web-explore-window-104 = 2 años
web-explore-group = Estudios de
web-explore-group-all = todos los tratamientos
web-explore-group-cell-therapy = productos con células
web-explore-group-blood-product = productos de la sangre (PRP y otros)
web-explore-group-viscosupplement = inyecciones de gel
web-explore-group-corticosteroid = inyecciones de cortisona
web-explore-group-oral-drug = pastillas
web-explore-group-topical = geles y cremas
web-explore-group-physical = ejercicio y fisioterapia
web-explore-group-lifestyle = peso y hábitos
web-explore-group-device = rodilleras y ayudas
web-explore-group-surgery = operaciones
web-explore-group-supplement = suplementos
web-explore-group-other-injection = otras inyecciones
web-explore-group-control = tratamientos simulados
web-explore-bias = Riesgo de sesgo
web-explore-bias-all = cualquiera
web-explore-bias-not-high = no alto
web-explore-bias-low = solo bajo
web-explore-blinded = Las personas no sabían qué recibían
web-explore-go = Mostrar
web-explore-count = { $count ->
    [one] { $count } estudio
   *[other] { $count } estudios
}
web-explore-col-trial = Estudio
web-explore-col-year = Año
web-explore-col-treatments = Grupos
web-explore-col-people = Personas
web-explore-col-weeks = Semanas
web-explore-col-blinded = Ciego
web-explore-col-bias = Riesgo de sesgo
web-explore-col-value = Diferencia
web-explore-col-se = Error estándar
web-bias-low = bajo
web-bias-some = algo
web-bias-high = alto
web-bias-unknown = sin juzgar
web-not-known = no se sabe
web-explore-empty = Ningún estudio pasa estos filtros para este resultado y tiempo. Afloje uno.
web-explore-network-count = { $count ->
    [one] { $count } estudio compara
   *[other] { $count } estudios comparan
} estos tratamientos.
web-explore-network-how = Una línea es una comparación; cuanto más gruesa, más estudios la hicieron.
web-explore-network-alt = Red de tratamientos con { $count } comparaciones; la lista de abajo las nombra.
web-explore-parts = Estos estudios forman { $count } grupos que ningún estudio une:
web-explore-pairs = Cada comparación, con su número de estudios
web-explore-effects-how = Cada línea es un tratamiento frente a { $reference }, con todos los estudios juntos. La barra gruesa es el rango del promedio. La fina, lo que puede mostrar un estudio nuevo.
web-explore-effects-alt = Diferencia de { $count } tratamientos frente a { $reference }, en puntos de 0 a 100; la tabla da cada número.
web-explore-fit = { $k } estudios; variación entre estudios tau² = { $tau2 }; I² = { $i2 } %.
web-explore-reference = Frente a
web-explore-ranks = Orden de los tratamientos
web-explore-ranks-how = Una puntuación de 100 sería seguro el mejor, 0 seguro el peor. Estudios pequeños pueden subir un tratamiento por azar. Mire antes los rangos.
web-explore-league-how = Cada celda es la fila menos la columna, en puntos de 0 a 100, con su rango del 95 %. Negativo significa menos dolor en la fila.
web-explore-league-left = Los { $count } tratamientos con menos estudios no están aquí; la descarga los tiene todos.
web-explore-league-minus = Fila menos columna
web-explore-side-a = Este tratamiento
web-explore-side-b = frente a este
web-explore-compare-alt = { $count ->
    [one] { $count } estudio
   *[other] { $count } estudios
} de { $a } frente a { $b }, en puntos de 0 a 100; negativo es mejor con { $a }. La tabla da cada número.
web-explore-pooled = Juntos
web-explore-pooled-words = Estudios que los comparan directamente ({ $count }): { $a } difiere de { $b } en { $value } puntos ({ $low } a { $high }). Negativo es mejor. I² es { $i2 } %.
web-explore-network-words = Con los estudios indirectos: { $value } puntos ({ $low } a { $high }).
web-explore-funnel = Estudios pequeños y grandes
web-explore-funnel-alt = Embudo de { $count } estudios: diferencia frente a error estándar. Si los pequeños caen solo a un lado, pueden faltar algunos.
web-explore-course-how = Cada tratamiento frente a { $reference }, en cada momento con estudios. Puntos de 0 a 100 con rango del 95 %; negativo es mejor.
web-explore-bias-how = Qué tan protegidos contra errores estaban { $total } estudios, según las revisiones. “Sin juzgar” no es lo mismo que bajo.
web-explore-bias-blinded = Las personas no sabían qué recibían
web-explore-bias-industry = Pagado por un fabricante
web-explore-bias-small = Menos de 200 personas
web-explore-head-what = Tratamiento
web-explore-head-value = Diferencia, puntos de 0 a 100
web-explore-head-ci = Rango del promedio (95 %)
web-explore-head-pi = Rango en un estudio nuevo (95 %)
web-explore-head-se = Error estándar
web-explore-better = mejor
web-explore-worse = peor
web-explore-mcid = se nota
web-explore-link = Enlace a esta vista
web-explore-cite = Para citar: kneewise evidence, versión { $version }. Los efectos son primero menos segundo, de 0 (mejor) a 100 (peor).
