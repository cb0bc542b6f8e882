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
web-quiz-right = Right.
web-quiz-wrong = Not quite.
web-sure-title = Are you ready to decide?
web-sure-lead = Four questions that doctors use too.
web-sure-ready = Four times yes. You seem ready to choose, or to talk about it.

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
web-proof-good = Each of { $count } options has at least { $least } good sides.
web-proof-bad = Each of { $count } options has at least { $least } bad sides.
web-proof-living = Each of { $count } options says what it is like for body, mind and days.
web-proof-dates = The foot of each page shows when the studies were searched ({ $date }) and when they are due again ({ $due }).
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
web-proof-steps = { $count } steps, with a way back.
web-proof-take = { $count } questions to ask, and a PDF.
web-proof-selection = The page on methods says how studies are chosen.
web-proof-authors = The page on us names who wrote it.
web-proof-reading = The grade of { $count } pages is shown below; the highest is { $highest }.
