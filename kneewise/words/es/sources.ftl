# Cómo se llama una fuente cuyo título no se anotó. Revista, DOI o sitio siguen tras una coma.
source-journal-article = Artículo
source-systematic-review = Revisión sistemática
source-guideline-page = Página de una guía
source-regulator-page = Página de un regulador
source-trial-registry-record = Registro de ensayos
source-data-repository = Colección de datos
source-web-page = Página web
source-of-trial = { $kind } con cifras del ensayo { $trial }
source-seed-page = Página web sobre el tratamiento de la rodilla con células madre, recogida para kneewise, página { $number }; su texto no se muestra

# Tipos de fuente según los nombra el conjunto de datos.
source-kind-journal-article = artículo de revista
source-kind-systematic-review = revisión sistemática
source-kind-guideline-page = página de una guía
source-kind-regulator-page = página de un regulador
source-kind-trial-registry-record = ficha de un registro de ensayos
source-kind-data-repository = colección de datos
source-kind-data-of-a-software-package = datos de un programa
source-kind-web-page = página web
source-kind-seed-page = página web recogida

source-licence-facts = no consta; leemos cifras, que son hechos
source-licence-no-text = no consta; aquí no hay nada de su texto

# Se dice tras las palabras de una guía cuya fuerza nadie aquí ha visto.
guideline-strength-unseen = No vimos la fuerza de este consejo y mostramos la más débil de las dos clases.
