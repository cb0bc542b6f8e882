# Option pages: the list of treatments and a page for each.
options-title = All treatments for a painful knee
options-lead = One page for each treatment: what it is, who it suits, what it does, what can go wrong and what it costs. All pages follow the same order.
options-wait = Waiting is on the list too. It is a real choice.
option-family-cells = Stem cells and what is sold as stem cells
option-family-injections = Other shots
option-family-active = Things you do yourself
option-family-medicines = Medicines and supplements
option-family-surgery = Operations
option-parts = Parts of this page
option-same = Also called:
option-section-balance = Good and bad sides
option-section-results = What it does for pain
option-section-who = Who it is for
option-section-steps = Step by step
option-section-living = What it is like
option-section-recovery = Getting over it
option-section-risks = What can go wrong
option-section-price = What it costs
option-section-law = Rules and advice
option-section-faq = Questions people ask
option-good = Good sides
option-bad = Bad sides
option-later = What stays possible later
option-knee = What happens in the knee, and without treatment
option-forecast = Take 100 people with pain as in the trials. { $time } after { $option }, about { $n } are clearly better and { $rest } are not. With { $sham } about { $other } are clearly better and { $other_rest } are not.
option-forecast-range = The difference is { $more }. It could be { $range }.
option-basis-trials = { $trials ->
    [one] One trial with { $people } people tested it
   *[other] { $trials } trials with { $people } people tested it
}. All trials of all treatments together give the numbers.
option-basis-class-only = { $trials ->
    [one] Only one trial with { $people } people tested it
   *[other] Only { $trials } trials with { $people } people tested it
}. The numbers lean on treatments of the same kind.
option-basis-indirect = No trial compared it straight with this. The numbers go by way of other trials: { $trials ->
    [one] one of the treatment itself, with { $people } people
   *[other] { $trials } of the treatment itself, with { $people } people
}.
option-basis-none = No trial tested it.
option-sure = How sure is this? We are { $level }.
option-effects-caption = Pain beyond the comparison, at each time
option-effects-alt = How much less pain after { $option } than with { $sham }, in points on 0 to 100. { $list }.
option-table-caption = Of 100 people, at each time, compared with: { $sham }
option-col-time = Time
option-col-points = Pain beyond it, points
option-col-range = Range
option-col-with = Better with it, of 100
option-col-without = Better without, of 100
option-col-worse = Worse with it, of 100
option-beyond = no trial lasted so long
option-col-trial = Study
option-col-people = People
option-col-weeks = Weeks
option-col-bias = Risk of bias
option-bias-low = low
option-bias-some = some
option-bias-high = high
option-bias-unknown = not judged
option-no-forecast = We give no forecast for this. No fair trial gives us an honest number.
option-no-forecast-waiting = Waiting is what the other treatments are measured against. In trials, many people get better without the active part too.
option-forest-title = Each trial on its own
option-forest-how = Each line is one trial, { $when } after the start. Left of the dark line, people had less pain than with the other treatment. { $shown ->
    [one] One trial is shown
   *[other] { $shown } trials are shown
}, of { $total }.
option-forest-alt = { $total ->
    [one] The one trial
   *[other] { $count } of { $total } trials
} of { $option } against something else, { $time } after the start. Each line is one trial.
option-versus = { $trial }, against { $other }
option-no-forest = We hold no trial that measured pain with it.
option-trials = { $count ->
    [one] The one trial we hold
   *[other] All { $count } trials we hold
}
option-explore = See all of it in the studies
option-suits = What may speak for it
option-not-for = What speaks against it, or needs a check first
option-more = { $count ->
    [one] One more
   *[other] { $count } more
}
option-why-sure = Why are we not surer?
option-law-places = Rules of these places are below:
option-law-open = All { $count } rules
option-who-how = Each line is a rule with its source. It counts for you only if it is true of you.
option-no-suits = No trial or guideline names people whom it suits best.
option-no-not-for = We hold no rule that speaks against it.
option-ask-you = Answer a few questions and see what fits you
option-no-steps = There is nothing to prepare beyond the talk with your doctor or pharmacist.
option-plan = Make a plan with dates
option-hurt = Does it hurt?
option-body = Your body
option-mind = Your mind
option-social = Your days
option-undone = What cannot be undone
option-no-recovery = There is no set time to get over it.
option-harms-caption = Harms counted in trials and registers
option-col-event = What
option-col-of = Of
option-no-harms = Nobody counted harms in a way we can show. That is a gap. It does not mean there are none.
option-guard = What is done about it
option-prices-caption = What people were asked to pay
option-col-country = Country
option-col-price = Range
option-col-typical = Typical
option-col-year = Year
option-no-price = We hold no surveyed price. Ask for the full price in writing.
option-price-insurer = Ask your insurer, in writing, what it pays.
option-law-caption = What regulators and payers say
option-col-where = Where
option-col-status = What they say
option-no-law = We hold no special rule for it.
option-guidelines = What guidelines say
option-no-guidelines = No guideline that we hold speaks of it.
option-figures = { $count ->
    [one] One more figure from the data
   *[other] { $count } more figures from the data
}
option-faq-ask = What should I ask before I say yes?
option-faq-ask-text = What happens if I wait? Of 100 people like me, how many get better with it, and how many without? What can go wrong? What does all of it cost? Which study shows that?
option-faq-wait = What if I do nothing for now?
option-faq-wait-text = That is a real choice. Most knees do not get worse fast. Set a date to look again.
option-checked = Numbers from data version { $version }, searched on { $date }. The next search is due by { $due }.
