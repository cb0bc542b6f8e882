# La página de puntuación: qué vio cada prueba.
ipdas-proof-condition = La página sobre la rodilla tiene { $count } partes. { $linked } de { $total } páginas de opciones llevan a ella.
ipdas-proof-decision = La entrevista empieza con la decisión. El informe lleva a ella o empieza con ella.
ipdas-proof-options = La lista lleva a { $count } de { $total } opciones. Esperar es una de ellas.
ipdas-proof-balance = En cada opción, las palabras sobre lo bueno por cada palabra sobre lo malo van de { $least } a { $most }. Deben estar entre { $low } y { $high }.
ipdas-proof-sources = El informe de ejemplo cita { $sources } fuentes y las páginas de opciones nombran { $rows } filas. { $lost } no se encontraron.
ipdas-proof-rates = { $count } páginas de opciones muestran cuántas de 100 personas mejoran con ello y sin ello.
ipdas-proof-values = { $count } cosas que sopesar, cada una con deslizador y botones.
ipdas-proof-quality = { $count } opciones llevan una nota con sus razones. { $judged } estudios tienen juzgado el riesgo de sesgo.
ipdas-source = La lista se llama IPDASi, versión 4. Las palabras son nuestras.
ipdas-ceiling = { $people } puntos piden pruebas con personas. Hasta que se hagan siguen abiertos, así que { $most } es lo más que este sitio puede alcanzar ahora.
ipdas-group-Q = Lo que toda ayuda debe tener
ipdas-group-C = Lo que la mantiene sin sesgo
ipdas-group-L = Lo que la hace buena
