# Knowledge quiz, SURE test, stage of readiness.
quiz-lead = { $count } short questions. You see at once how you did. Nobody sees your answers, and nothing is kept.
quiz-check = Check
quiz-read = Read about it
quiz-answer-is = The answer is: { $answer }.
quiz-score = { $right } of { $answered } right. There are { $total } questions.
quiz-sure-lead = Four questions that doctors use to see whether you need more time or help.
quiz-sure-go = See what it means
quiz-sure-rest = Please answer all four.
quiz-sure-no = { $count ->
    [one] You said no once. That is fine: you may need some more time or help.
   *[other] You said no { $count } times. That is fine: you may need some more time or help.
}
quiz-stage-go = See the next step
quiz-stage-source = The four steps come from:
