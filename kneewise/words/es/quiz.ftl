# Preguntas de conocimiento, prueba SURE, fase de la decisión.
quiz-lead = { $count } preguntas cortas. Verá enseguida cómo le fue. Nadie ve sus respuestas y no se guarda nada.
quiz-check = Comprobar
quiz-read = Leer sobre ello
quiz-answer-is = La respuesta es: { $answer }.
quiz-score = { $right } de { $answered } bien. Hay { $total } preguntas.
quiz-sure-lead = Cuatro preguntas que usan los médicos para ver si necesita más tiempo o ayuda.
quiz-sure-go = Ver qué significa
quiz-sure-rest = Responda las cuatro, por favor.
quiz-sure-no = { $count ->
    [one] Dijo que no una vez. No pasa nada: quizá necesite algo más de tiempo o ayuda.
   *[other] Dijo que no { $count } veces. No pasa nada: quizá necesite algo más de tiempo o ayuda.
}
quiz-stage-go = Ver el paso siguiente
quiz-stage-source = Los cuatro pasos vienen de:
