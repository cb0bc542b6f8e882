## Todas las páginas

web-site-title = kneewise: una segunda opinión honesta sobre las células madre para la rodilla
web-site-description = Qué pueden hacer por usted las células madre y los demás tratamientos de la rodilla, qué riesgos tienen y cuánto cuestan.
web-skip = Ir al texto
web-nav = Páginas principales
web-nav-report = Su informe
web-nav-options = Tratamientos
web-nav-check = Revisar una página
web-nav-evidence = Los estudios
web-nav-plan = Su plan
web-nav-report-short = Informe
web-nav-options-short = Tratamientos
web-nav-check-short = Revisar
web-nav-evidence-short = Estudios
web-nav-plan-short = Plan
web-theme = Claro u oscuro
web-foot-nav = Más páginas
web-foot-help-now = Cuándo pedir ayuda ya
web-foot-about = Quiénes somos
web-foot-methods = Cómo funciona
web-foot-policy = Cómo se mantiene al día
web-foot-funding = Quién paga
web-foot-privacy = Privacidad
web-foot-accessibility = Facilidad de uso
web-foot-ipdas = ¿Qué tan buena es esta ayuda?
web-foot-quiz = Compruebe lo que sabe
web-foot-clinicians = Para profesionales
web-foot-api-docs = Para programas (API)
web-foot-style = Página de estilo
web-foot-informs = kneewise informa. No le dice qué elegir y no sustituye una charla con alguien que haya visto su rodilla.
web-foot-version = Versión { $kneewise } · estudios { $dataset }, del { $date } · próxima revisión antes del { $due }
web-overdue = Los estudios se buscaron por última vez el { $date }. Toca buscar de nuevo, así que pueden faltar estudios más nuevos.

web-problem-title = Eso no funcionó
web-problem-404 = No existe esa página
web-problem-429 = Una pausa, por favor
web-problem-500 = Algo falló por nuestra parte
web-problem-home = Volver al inicio
web-problem-not-found = Ninguna página tiene esta dirección. El enlace puede ser viejo, o un enlace privado puede haber vencido.
web-problem-ours = Es un error nuestro, no suyo. Sus respuestas siguen en su navegador. Inténtelo de nuevo.
web-problem-form = Este formulario estuvo abierto demasiado tiempo, o su navegador no envió su cookie. Vuelva atrás, cargue la página y envíelo otra vez.
web-problem-method = Esta dirección no acepta ese tipo de petición. Empiece de nuevo desde el inicio.
web-field-upload = Lo que envió
web-too-large = supera { $megabytes } MB
web-too-large-remedy = Envíe un archivo más pequeño o pegue solo la parte que importa.
web-too-often = Llegaron demasiadas peticiones desde su dirección. Espere { $seconds } { $seconds ->
    [one] segundo
   *[other] segundos
} e inténtelo de nuevo.

## Inicio

web-start-title = ¿Piensa en células madre para su rodilla?
web-start-lead = Vea qué pueden hacer por usted, junto a las demás opciones: lo bueno, lo malo, el precio y cuánto se sabe de verdad.
web-start-honest-title = Qué se puede esperar
web-start-honest = Seis meses después de una inyección de células madre, el dolor era unos { $points } puntos menor que tras una inyección simulada, en una escala de 0 a 10. Podría ser de { $low } a { $high }. La mayoría solo nota una bajada de { $noticeable }. Los estudios no coinciden, y Estados Unidos no ha aprobado ningún producto de células madre para la rodilla.
web-start-honest-source = Revisión Cochrane { $year }
web-start-flags-title = Pida ayuda primero si …
web-start-flags-all = Todas las señales, y a quién llamar
web-start-doors = ¿Qué le trae aquí?
web-door-decide-title = Estoy decidiendo
web-door-decide-text = Responda unas preguntas y vea su primer informe en dos minutos. Con más respuestas se ajusta mejor a usted.
web-door-decide-go = Empezar
web-door-continue = Seguir con sus respuestas
web-door-check-title = Revisar la página de una clínica
web-door-check-text = Pegue el texto o dé su dirección. Vea qué se sostiene, qué falta y qué preguntar.
web-door-check-go = Revisar una página
web-door-clinician-title = Trabajo con pacientes
web-door-clinician-text = Abra un informe en la consulta, busque en los estudios o llame a la API desde su sistema.
web-door-clinician-go = Para profesionales
web-demo-title = Pruébelo con un ejemplo
web-demo-text = Estas personas son inventadas. Sus respuestas sustituyen a las de usted.
web-start-knee-title = Su rodilla
web-start-knee-text = La artrosis desgasta el revestimiento liso de la articulación. El dolor va y viene. En muchas personas sigue casi igual durante años.
web-start-knee-link = Qué pasa en la rodilla, y sin tratamiento
web-start-private-title = Se queda con usted
web-start-private-text = Sin cuenta. Sus respuestas se quedan en su navegador. No guardamos nada, salvo que pida un enlace privado.
web-start-private-link = Cómo se cuida su privacidad
web-start-based-title = Cada número tiene su fuente
web-start-based-text = Se basa en { $trials } estudios y { $sources } fuentes. Pulse en cualquier número para ver de dónde viene.
web-start-based-link = Cómo funciona
web-example-mild-oa-52 = Artrosis leve, 52 años
web-example-severe-oa-74 = Artrosis grave, 74 años
web-example-meniscus-tear-38 = Rotura de menisco, 38 años
web-example-cancer-history-63 = Cáncer en el pasado, 63 años
web-example-hot-swollen-knee-67 = Rodilla caliente e hinchada, 67 años
web-start-honest-threshold = Qué cuenta como una bajada clara
web-start-honest-regulator = FDA

## Ayuda ya

web-help-title = Cuándo pedir ayuda ya
web-help-lead = Algunas señales piden que un médico le vea primero. Ninguna decisión sobre un tratamiento debe ir antes.
web-sources = Fuentes
web-urgency-now = Pida ayuda ahora mismo
web-urgency-same-day = Vaya al médico hoy
web-urgency-within-days = Vaya al médico en pocos días
web-help-whom-title = A quién llamar
web-help-whom-us = Estados Unidos y Canadá: 911
web-help-whom-eu = Europa: 112
web-help-whom-uk = Reino Unido: 999, o 111 si es urgente pero no hay peligro de muerte
web-help-whom-au = Australia: 000
web-help-whom-other = En otros sitios: su número local de emergencias o el hospital más cercano

## Su rodilla

web-knee-title = Su rodilla, y qué pasa sin tratamiento
web-knee-lead = En la rodilla se unen el fémur, la tibia y la rótula. Una capa lisa, el cartílago, los deja deslizarse.
web-knee-what-title = Qué es la artrosis de rodilla
web-knee-what-1 = En la artrosis el cartílago se vuelve fino y áspero. El hueso de debajo cambia y el revestimiento puede hincharse. No es solo desgaste: participa toda la articulación.
web-knee-what-2 = Duele al andar, al subir escaleras o al levantarse. Por la mañana está rígida hasta media hora. Hay temporadas buenas y malas.
web-knee-what-3 = Lo que se ve en la radiografía y lo que se siente muchas veces no coinciden. Una mala imagen puede ir con poco dolor, y al revés.
web-knee-grades-title = Qué significan los grados de la radiografía
web-knee-grade = Grado { $grade }
web-knee-grade-0 = normal
web-knee-grade-1 = dudoso: quizá un pequeño pico de hueso
web-knee-grade-2 = leve: un pico de hueso claro, el espacio quizá algo menor
web-knee-grade-3 = moderado: el espacio es menor, varios picos
web-knee-grade-4 = grave: casi no queda espacio, “hueso con hueso”
web-knee-grades-note = Los médicos lo llaman grado de Kellgren-Lawrence, o KL. Su informe puede usar las palabras en vez del número.
web-knee-course-title = Si espera y observa
web-knee-natural-history-054 = De 100 rodillas con dolor y artrosis, unas { $value } empeoran claramente en dos años. Las demás siguen igual o mejoran.
web-knee-natural-history-055 = De 100 rodillas que empeoran, unas { $value } reciben una prótesis en los seis años siguientes.
web-knee-natural-history-056 = De 100 rodillas que no empeoran, unas { $value }.
web-knee-natural-history-007 = En los ensayos, unas { $value } de 100 personas se sienten claramente mejor tras una inyección de agua con sal. Una parte son los altibajos de la rodilla. Otra parte es recibir atención.
web-knee-course-note = Por eso, sentirse mejor tras un tratamiento no muestra aún que fue por él. Una prueba justa lo compara con un tratamiento simulado.
web-knee-go = Ver qué se puede hacer

## Entrevista

web-interview-step = Paso { $n } de { $total }
web-interview-progress = Cuánto lleva
web-interview-steps = Partes de la entrevista
web-interview-private = Sus respuestas se quedan en su navegador.
web-interview-manage = Verlas, guardarlas o borrarlas
web-step = Este paso
web-step-short = Un primer informe en dos minutos
web-step-short-intro = Usted decide si tratar su rodilla, y cómo. Estas respuestas bastan para empezar. “No lo sé” también vale.
web-errors-title = { $count ->
    [one] Hay una respuesta que revisar
   *[other] Hay { $count } respuestas que revisar
}
web-your-answer = Su respuesta
web-back = Atrás
web-next = Siguiente
web-next-question = Pregunta siguiente
web-see-report = Ver mi informe
web-to-report = Ir ya a mi informe
web-answer-more = Responder más primero
web-answer-unknown = No lo sé
web-answer-never = Nunca
web-answer-none = Nada de esto
web-answer-yes = Sí
web-answer-no = No
web-answer-choose = Elija
web-none-offer = No me ofrecieron nada
web-none-tried = Nada todavía
web-part-treatment = Tratamiento
web-part-price = Precio
web-part-currency = Moneda
web-part-helped = ¿Le ayudó?
web-step-you-intro = Ayudan a encontrar estudios con personas como usted.
web-step-knee-intro = Cuanto más sepamos de la rodilla, mejor se eligen los estudios.
web-step-pain-intro = Cómo le trata la rodilla cada día.
web-step-tried-intro = Qué le ha ayudado antes, y qué no.
web-step-health-intro = Algunos problemas de salud impiden un tratamiento o lo hacen más arriesgado.
web-step-measures-intro = Deje en blanco lo que no tenga. La mayoría salta esta página.
web-step-wishes-intro = Qué quiere hacer con su rodilla.

## Respuestas

web-answers-title = Sus respuestas
web-answers-lead = Están en su navegador y en ningún otro sitio. Al cerrarlo desaparecen. Guarde una copia si quiere seguir después.
web-answers-yours = Sus respuestas como texto
web-answers-empty = Todavía no ha respondido nada.
web-answers-open-title = Abrir una copia
web-answers-open-text = Elija el archivo que guardó (YAML o JSON, hasta { $kb } kB). Sustituye lo que ha respondido aquí.
web-answers-open-go = Abrir
web-answers-forget-title = Borrar
web-answers-forget-text = Esto borra sus respuestas del navegador al momento.
web-answers-forget-go = Borrar mis respuestas
web-print = Imprimir
web-field-file = El archivo con sus respuestas
web-file-missing = falta
web-file-large = supera { $kb } kB
web-file-choose = Elija el archivo YAML o JSON que guardó.

## Informe

web-report-decision = Su decisión: si tratar su rodilla, y con qué
web-report-nobody = Todavía no nos ha contado nada de su rodilla. Esto es lo que dicen los estudios de las personas en general. Responda unas preguntas para hacerlo suyo.
web-share-viewing = Le compartieron este informe con un enlace privado. Funciona hasta el { $until }.
web-report-parts = Partes de este informe
web-report-take-away = Lléveselo
web-report-answer-more = Responder más preguntas
web-choose-title = Elija qué opciones ver de cerca
web-choose-help = De dos a cuatro. Esperar y un tratamiento simulado se muestran siempre.
web-choose-go = Mostrar estas
web-choose-field = Opciones
web-choose-problem = tiene { $count } marcadas
web-choose-remedy = Marque de dos a cuatro.
web-take-away-text = Para su próxima visita, para su familia o para seguir después.
web-take-pdf = PDF
web-take-txt = Texto sencillo
web-take-html = Un archivo (HTML)
web-share-title = Enséñelo a alguien
web-share-text = Puede crear un enlace privado. Solo entonces guardamos sus respuestas, cifradas, hasta la fecha que elija. Quien tenga el enlace verá su informe.
web-share-days = Guardar durante
web-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
web-share-go = Crear un enlace privado
web-share-field = El enlace privado
web-share-empty = necesita respuestas primero
web-share-empty-remedy = Responda las primeras preguntas y cree después el enlace.
web-share-gone = venció o fue borrado
web-share-gone-remedy = Pida uno nuevo a quien se lo envió.
web-share-made = Su enlace privado
web-share-made-text = Cópielo ahora: no podremos mostrarlo otra vez. Funciona { $days } días. Puede borrarlo cuando quiera.
web-share-link = Enlace
web-share-open = Abrir el informe
web-share-delete = Borrarlo ahora
web-share-deleted = Borrado
web-share-deleted-text = El informe guardado ya no existe. El enlace no funciona.
web-copy = Copiar
web-copied = Copiado
web-open-source = De dónde viene este número

## Estudios

web-row-title = Una fila de los datos
web-row-lead = Este es el número tal como lo leímos, con lo que significa cada columna.
web-row-source = Dónde se leyó
web-row-open = Abrir la fuente
web-row-trial = Pertenece al estudio
web-row-columns = Todo lo que sabemos de él
web-row-column = Columna
web-row-value = Valor
web-row-meaning = Significado
web-row-version = Versión de los datos { $version }.
web-row-rules = Cómo se calculan los números
web-source = Fuente
web-source-year = Año
web-source-kind = Tipo
web-source-licence = Licencia
web-source-used = Qué leímos en ella
web-source-rows = { $table }: { $count ->
    [one] { $count } fila
   *[other] { $count } filas
}
web-source-none = Ningún número viene de ella. Solo se nombra en el texto.
web-trial = Estudio
web-trial-arms = Grupos
web-trial-outcomes = Resultados de cada grupo
web-trial-scale = En una escala de 0 (mejor) a 100 (peor)
web-trial-contrasts = Diferencias publicadas
web-trial-harms = Daños
web-col-outcome = Resultado
web-col-week = Semana
web-col-treatment = Grupo
web-col-mean = Media
web-col-sd = DE
web-col-n = Personas
web-col-type = Tipo
web-col-excluded = No se usa porque
web-col-between = Entre
web-col-md = Diferencia
web-rules-title = Cómo se calculan los números
web-rules-lead = Los artículos dan resultados de muchas maneras. Cada regla que convierte una en otra tiene nombre y está aquí.

## Página de estilo

web-style-lead = Cada parte del diseño, en ambos temas. Cambie una y mire aquí.
web-style-colours = Colores
web-style-type = Letra
web-style-lead-sample = Una frase que abre la página.
web-style-text-sample = El texto mide al menos 18 píxeles y no es más ancho que 42 letras, con
web-style-link = enlaces que parecen enlaces
web-style-muted = Lo secundario va en gris.
web-style-buttons = Botones
web-style-boxes = Cajas
web-style-forms = Formularios
web-style-claims = Afirmaciones de una página
web-style-icons = Iconos
