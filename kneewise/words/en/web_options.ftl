## Treatments

web-options-title = Every treatment, and waiting
web-options-lead = What each one is, whom it suits, what it does, what it risks and what it costs. The same questions for all.
web-family-cells = Cell products and what is sold as such
web-family-injections = Other shots
web-family-active = What you do yourself, and waiting
web-family-medicines = Medicines and supplements
web-family-surgery = Operations
web-option-parts = Parts of this page
web-option-same = Also called:
web-option-balance = Good and bad in short
web-option-good = What speaks for it
web-option-bad = What speaks against it
web-option-later = What stays possible:
web-option-knee = What happens in the knee, and without treatment
web-option-results = What studies found
web-option-results-how = Pain after { $when }. Each line is a study: this treatment against another. Left is better with this treatment.
web-option-versus = { $trial }, against { $other }
web-option-forest-alt = { $count ->
    [one] { $count } study
   *[other] { $count } studies
} of { $name } against other treatments, pain after { $when }, in points on 0 to 100; negative means better with { $name }.
web-option-explore = Change outcome, time and studies
web-option-no-results = We hold no study that compares its effect on pain with another treatment. So no number can be given.
web-option-trials = { $count ->
    [one] The study with this treatment
   *[other] All { $count } studies with this treatment
}
web-option-basis = Figures that this page rests on
web-option-who = Who it is for, and who not
web-option-suits = It may suit
web-option-no-suits = No source names people whom it suits most.
web-option-not-for = Not now, or talk first
web-option-no-not-for = No source names people who should not have it.
web-option-more = { $count ->
    [one] One more
   *[other] { $count } more
}
web-option-ask-you = See what fits your own health
web-option-steps = Step by step
web-option-no-steps = There is no fixed course. You can start and stop at any time.
web-option-plan = Make a plan with dates
web-option-living = What it is like
web-option-hurt = Does it hurt?
web-option-body = Your body
web-option-mind = Your mind
web-option-social = Your days and people
web-option-risks = What can go wrong
web-option-harms-how = People with the problem, of all in the group that had this treatment:
web-option-no-risks = We hold no counts of harms. That is a gap in the studies. It does not mean it is safe.
web-option-price = What it costs
web-option-no-price = We hold no price.
web-option-law = Rules by country, and guidelines
web-option-where = Where
web-option-status = What they say
web-option-no-law = We hold no rule about it.
web-option-guidelines = Guidelines
web-direction-strong-for = strongly for
web-direction-conditional-for = for, with conditions
web-direction-neutral = neither for nor against
web-direction-conditional-against = against, with conditions
web-direction-strong-against = strongly against
web-direction-investigational = in research only
web-option-faq = Common questions
web-option-faq-ask = What should I ask before I say yes?
web-option-faq-ask-text = Ask what you can expect with a dummy treatment, what can go wrong, what it costs in all, and what happens if it does not work.
web-option-faq-wait = What if I wait?
web-option-faq-wait-text = Most knees do not change fast. Waiting seldom closes a door.

## Plan

web-plans-title = Your plan
web-plans-lead = Choose a treatment to see what to arrange before, what happens on the day, and what comes after, with dates.
web-plan-title = Plan for: { $treatment }
web-plan-start = First day
web-plan-go = Set the date
web-plan-bad-date = is “{ $value }”, which is not a day
web-plan-date-remedy = Write year, month and day, such as 2027-03-31.
web-plan-ics = Calendar
web-date = { $day } { $month } { $year }
web-date-range = { $first } to { $last }
web-month-jan = January
web-month-feb = February
web-month-mar = March
web-month-apr = April
web-month-may = May
web-month-jun = June
web-month-jul = July
web-month-aug = August
web-month-sep = September
web-month-oct = October
web-month-nov = November
web-month-dec = December

## Values

web-values-title = What matters to you
web-values-lead = Say how much each thing counts. It takes a minute. Your report then shows how the options fit.
web-values-low = not at all
web-values-high = most of all
web-values-less = less
web-values-more = more
web-values-how = Move the slider, or press the buttons. From 0 to 10.
web-values-go = Show how the options fit
web-values-pain-relief = Less pain
web-values-function = Walking, stairs and daily tasks
web-values-safety = Little risk
web-values-cost = A low price
web-values-recovery-time = Being back on my feet soon
web-values-avoiding-surgery = No operation
web-values-evidence = Good proof that it works
web-values-result = What fits what you said
web-values-result-how = Options in the order that fits your answers. This is not advice.
web-values-firm = Of 100 small changes to your answers, { $share } keep the same first three.
web-values-none = Give at least one thing some weight.
web-report-values = Say what matters to you
web-report-quiz = Test what you know

## Quiz

web-quiz-title = Test what you know
web-quiz-lead = Seven short questions. Nobody sees your answers, and they are not kept.
web-quiz-go = See how I did
web-quiz-score = You had { $right } of { $total } right.
web-quiz-right = Right.
web-quiz-wrong = Not quite.
web-quiz-unanswered = Not answered.
web-quiz-card = Read more
web-sure-title = Are you ready to decide?
web-sure-lead = Four questions that doctors use too.
web-sure-ready = Four times yes. You seem ready to choose, or to talk about it.
web-sure-not-yet = You are not quite there yet. That is fine. These may help:

## IPDAS

web-ipdas-title = How good is this aid?
web-ipdas-lead = There is a world list of what a good decision aid should do (IPDAS). Each point below is tested on the running site, now.
web-ipdas-score = { $met } of { $total } points are met. { $people } need people to test them, and that has not been done yet.
web-ipdas-point = Point
web-ipdas-state = State
web-ipdas-proof = Proof
web-ipdas-met = met
web-ipdas-not-met = not met
web-ipdas-people = not yet tested
web-ipdas-see = See it
web-ipdas-reading = Reading grade of each page
web-ipdas-reading-how = The school grade needed to read it (Flesch–Kincaid). Our limit is 8 per page.
web-proof-condition = The page on your knee has { $count } paragraphs.
web-proof-decision = The interview opens with the decision.
web-proof-options = { $count } options, waiting among them.
web-proof-good = Each of { $count } options has at least { $least } good sides.
web-proof-bad = Each of { $count } options has at least { $least } bad sides.
web-proof-living = Each of { $count } options says what it is like for body, mind and days.
web-proof-balance = Words on good sides per word on bad sides: { $ratio }. It must lie between { $low } and { $high }.
web-proof-sources = All { $count } sources that the example report cites were found.
web-proof-dates = The foot of each page shows { $date }.
web-proof-policy = The page on updates has { $count } parts.
web-proof-uncertainty = All { $count } results in the example report have a range and a grade.
web-proof-funding = The page on money has { $count } parts.
web-proof-no-treatment = The example report shows the course without treatment.
web-proof-side = The example report sets { $count } options side by side.
web-proof-chances = { $count } results give people of 100, with and without the option.
web-proof-class = The report says how like the people in { $count } studies you are.
web-proof-time = All options share { $count } points in time.
web-proof-denominator = All { $count } chances are of 100 people.
web-proof-views = The report has words, tables and { $count } drawings.
web-proof-values = Seven things to weigh, with buttons.
web-proof-steps = { $count } steps, with a way back.
web-proof-take = { $count } questions to ask, and a PDF.
web-proof-selection = The page on methods says how studies are chosen.
web-proof-quality = { $count } studies carry a judged risk of bias.
web-proof-authors = The page on us names who wrote it.
web-proof-reading = The grade of { $count } pages is shown below; the highest is { $highest }.

## API

web-api-title = For programs (API)
web-api-lead = Everything on this site, as JSON. No key is needed. Requests are limited per address.
web-api-schema = OpenAPI description
web-api-example = Example
web-api-answer = Answer
web-api-limits = Limits
web-api-limits-text = { $post } posts and { $get } other requests per minute and address. Beyond that you get status 429 with “Retry-After”.
web-api-errors = Errors
web-api-errors-text = What cannot be used gives status 422 (404, 413) and names field, problem and remedy, in the same words as the site.
