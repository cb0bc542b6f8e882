# Sentences of the report. Plain words, short sentences, "you". Frequencies always of 100; serious harms of 1,000.

report-title = Your knee: what to expect from each option
report-appendix = Detail and evidence
report-source-model = kneewise: all trials pooled in one model (docs/methods/joint_model.md)
report-sources = Where the numbers come from
report-source-number = Source { $n }
report-as-table = The same as a table
report-unknown = not known
report-none = no figure
report-range = { $low } to { $high }

# --- red flags -------------------------------------------------------------------------------------------------------
report-flags-title = Get help first
report-flags-after = The rest of this report can wait. Read it when you have been seen.

# --- first screen ----------------------------------------------------------------------------------------------------
report-summary-title = What this means for you
report-summary-benefit = Of 100 people like you, about { $with } are clearly better after { $time } with { $option }. With { $sham } about { $without } are. That is { $more } of 100 ({ $range }).
report-summary-no-forecast = We cannot give you an honest number for { $option }. { $reason }
report-more = { $count ->
    [0] no more people
    [one] { $count } more person
   *[other] { $count } more people
}
report-fewer = { $count ->
    [one] { $count } fewer person
   *[other] { $count } fewer people
}
report-range-people = it could be from { $low } to { $high }
report-range-short = { $low } to { $high }
report-people-more = { $count } more
report-people-fewer = { $count } fewer
report-people-same = none
report-summary-sure = How sure is this? We are { $level }.
report-summary-harms-serious = Serious harm{ $span }: { $count } of 1,000 people, perhaps up to { $high }.
report-summary-harms-zero = No serious harm was seen in { $n } people{ $span }. That still leaves room for up to { $high } of 1,000.
# Stands within the two above, with a space before it.
report-summary-harms-span = {" "}in studies of up to { $time }
report-summary-price = People pay about { $typical } { $currency }, from { $low } to { $high }.
report-summary-price-one = People pay about { $price } { $currency }.
report-summary-price-range = People pay { $low } to { $high } { $currency }.
report-summary-other = To compare, { $option } after { $time }: { $with } of 100 clearly better, against { $without } with { $sham }.
report-clearly-better = “Clearly better” means pain falls by at least { $mcid } points on a scale of 0 to 100. That is the smallest drop that people in a study called important.
report-informs = This report informs a talk with a clinician. It does not tell you what to choose.

report-certainty-high = very sure
report-certainty-moderate = fairly sure
report-certainty-low = not very sure
report-certainty-very_low = not sure at all

# --- candidacy -------------------------------------------------------------------------------------------------------
report-candidacy-title = What fits your knee and your health
report-candidacy-rest = The other options
report-candidacy-caption = For each option: possible, talk about it first, or not now
report-candidacy-option = Option
report-candidacy-result = For you
report-candidacy-why = Why
report-status-possible = possible
report-status-discuss_first = talk about it first
report-status-not_now = not now
report-find-out-title = Find this out first
report-flags-not-asked = You have not told us about these warning signs. If you have one, get help before anything else: { $items }.

# --- options ---------------------------------------------------------------------------------------------------------
report-options-title = Options side by side
report-options-all-title = All options
report-options-caption = After { $time }: how many of 100 people like you are clearly better in pain
report-options-option = Option
report-options-with = With it
report-options-without = With the comparison
report-options-more = Difference
report-options-serious = Serious harm, of 1,000
report-options-price = Price
report-options-sure = How sure
report-options-effects = Effect on pain beyond the comparison, points on 0 to 100
report-effects-better = less pain
report-effects-worse = more pain
report-effects-mcid = smallest drop people call important
report-effects-alt = Change in pain beyond the comparison after { $time }, in points on 0 to 100. { $list }.
report-effects-item = { $option }: { $value } ({ $low } to { $high })
report-effects-heading-option = Option
report-effects-heading-value = Average
report-effects-heading-ci = Range of the average
report-effects-heading-pi = Range in a new place
report-no-number = No number for { $options }. { $reason }
report-beyond-trials = No trial of these lasted { $time }: { $options }. Their numbers for that time rest on earlier results and on treatments like them, so trust them less.
report-sure-at = “How sure” was judged for { $time }. Other times have no grade of their own.

# --- course ----------------------------------------------------------------------------------------------------------
report-course-title = Your pain over time
report-course-intro = The line is the average for people like you. The dark band is where that average is likely to be (80 of 100 times). The light band is where you yourself are likely to be. The dashed line is the comparison.
report-course-alt = { $option }: pain goes from { $now } today to about { $then } after { $time }. For you it may be anything from { $low } to { $high }.
report-course-best = no pain
report-course-worst = worst pain
report-course-heading-time = Time
report-course-heading-mean = Average
report-course-heading-like = People like you
report-course-heading-you = You
report-time-0 = today
report-time-6 = 6 weeks
report-time-13 = 3 months
report-time-26 = 6 months
report-time-52 = 1 year
report-time-104 = 2 years
report-time-choose = Time to look at
report-week-field = The time
report-week-problem = is “{ $given }”, and we have no forecast for that
report-week-remedy = Choose the number of weeks: { $offered }.
report-span-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
report-span-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
report-span-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
report-tick-0 = today
report-tick-6 = 6 wk
report-tick-13 = 3 mo
report-tick-26 = 6 mo
report-tick-52 = 1 yr
report-tick-104 = 2 yr

# --- icons -----------------------------------------------------------------------------------------------------------
report-icons-title = 100 people like you after { $time }
report-icons-intro = Solid figures: clearly better at the low end of the range. Striped: better only at the high end. Empty: not clearly better.
report-icons-alt = With { $option }, { $count } of 100 people are clearly better after { $time } ({ $low } to { $high }). { $rest } of 100 are not.
report-icons-solid = At least
report-icons-hatched = Perhaps also
report-icons-empty = Not

# --- harms -----------------------------------------------------------------------------------------------------------
report-harms-title = What can go wrong
report-harms-serious = Serious harms, of 1,000 people
report-harms-common = Common harms, of 100 people
report-harms-option = Option
report-harms-event = What
report-harms-with = With it
report-harms-without = With the comparison
report-harms-over = Counted over
report-harms-span = up to { $time }
report-harms-span-named = as the name says
report-harms-time = The benefits here are counted after { $time }. Harms are counted over the whole of each study, since most are too rare to count by date.
report-harms-count = { $count } ({ $low } to { $high })
report-harms-zero = none seen in { $n } people; could be up to { $high }
report-harms-none = No harm counts were found for: { $options }. That is a gap in the studies. It does not mean they are safe.
harm-serious_ae = any serious health problem
harm-related_sae = serious problem linked to the treatment
harm-any_ae = any side effect
harm-withdrawal_due_to_ae = stopped because of side effects
harm-joint_infection = infection in the joint, per injection or operation
harm-marrow_pain = a problem where the marrow was taken
harm-liposuction_minor = a problem where the fat was taken
harm-vascular = heart attack, stroke or similar, extra per year
harm-replacement_infection = infection of the new joint within 2 years
harm-death_90_days = death within 90 days
harm-revision_10_years = a second operation within 10 years
harm-revision_15_years = a second operation within 15 years
harm-long_term_pain = lasting pain in the new knee

# --- cost ------------------------------------------------------------------------------------------------------------
report-cost-title = What it costs
report-cost-alt = { $option }: { $low } to { $high } { $currency }{ $quoted }.
report-cost-alt-quoted = ; you were quoted { $price }
report-cost-caption = { $option } ({ $country }, { $year })
report-cost-caption-no-year = { $option } ({ $country })
report-cost-lowest = Lowest
report-cost-typical = Typical
report-cost-highest = Highest
report-cost-quoted = Your quote
report-cost-per-extra = { $option }: at { $price } { $currency } each, about { $cost } { $currency } is paid for each extra person who is clearly better after { $time }, beyond { $sham }.
report-cost-per-extra-none = { $option }: the range includes no extra person helped after { $time } beyond { $sham }, so a price for each extra person cannot be given.
report-cost-other-currency = { $option }: you were quoted { $price } { $currency }. The prices we know are in { $other }, so we do not compare them.
report-cost-elsewhere = We found no price for your country. These are prices from { $country }.

report-per-knee = per knee
report-per-procedure = per operation
report-per-treatment = per treatment
report-per-injection = per injection
report-per-course = per course
report-per-visit = per visit
report-per-person = per person
report-per-patient = per person
report-per-package = for the package

# --- what is involved ------------------------------------------------------------------------------------------------
report-involved-title = What is involved and what stays possible
report-involved-caption = Time off, what cannot be undone, what you can still do later
report-involved-recovery = Time off
report-involved-undone = Cannot be undone
report-involved-possible = Still possible later
report-days = { $low ->
    [one] { $low } day
   *[other] { $low } to { $high } days
}
report-recovery-full_activity = back to full activity in { $low } to { $high } weeks
report-recovery-back_to_work = back to work in { $low } to { $high } weeks
report-undone-injection = What is injected cannot be taken out again.
report-undone-cultured_cells = Grown cells cannot be taken out again. What they do over many years is not known.
report-undone-donor_cells = Donor cells or tissue cannot be taken out again. Germs have been passed on by such products.
report-undone-steroid = What is injected cannot be taken out. Many steroid shots may thin the cartilage.
report-undone-arthroscopy = Tissue that is cut away does not grow back.
report-undone-bone_surgery = The bone is cut and set in a new line.
report-undone-replacement = The joint surface is gone for good.
report-undone-nothing = Nothing: you can stop at any time.
report-possible-all = All other options.
report-possible-steroid = All other options. Ask how long to wait before a knee replacement: joint infections are more frequent soon after a steroid shot.
report-possible-replacement_harder = Most options. A later knee replacement can be harder.
report-possible-revision = A second operation, if the first wears out.

# --- knee replacement ahead ------------------------------------------------------------------------------------------
report-tkr-title = A new knee in the years ahead
report-tkr-steady = Of 100 people whose knee stays about the same over 2 years, about { $count } have a knee replacement within { $years } years.
report-tkr-worsening = Of 100 people whose knee clearly gets worse over 2 years, about { $count } have one within { $years } years.
report-tkr-advised_replacement = Of 100 people who could have had a knee replacement but began with exercise, advice, diet and medicines, about { $count } had one within { $years } years.
report-tkr-note = These come from follow-up of groups of people, not from your answers. No study tells us that any injection changes them.

# --- rules -----------------------------------------------------------------------------------------------------------
report-rules-title = What regulators and guidelines say
report-rules-regulators = Regulators
report-rules-where = Where
report-rules-who = Who
report-rules-status = What they say
report-rules-date = Since
report-rules-guidelines = Guidelines
report-rules-option = Option
report-rules-direction = Advice
report-direction-strong_for = strongly for
report-direction-conditional_for = for, in some cases
report-direction-for = for
report-direction-neutral = neither for nor against
report-direction-no_recommendation = no advice: not enough evidence
report-direction-inconclusive = no clear advice
report-direction-conditional_against = against, in most cases
report-direction-against = against
report-direction-strong_against = strongly against
report-direction-investigational = only within research

# --- certainty -------------------------------------------------------------------------------------------------------
report-certainty-title = How sure we are
report-certainty-line = { $option }: { $level }. { $reasons }
report-shift-title = What your answers change
report-shift-more = Your { $feature } makes the effect of { $option } about { $points ->
    [one] 1 point
   *[other] { $points } points
} larger ({ $range }).
report-shift-less = Your { $feature } makes the effect of { $option } about { $points ->
    [one] 1 point
   *[other] { $points } points
} smaller ({ $range }).
report-shift-range = it could be from { $low } to { $high }; plus means larger
report-shift-weak = These changes come from comparing trials with each other, not people in one trial. That is weak evidence. No trial tells us what your sex changes.
report-beside-with_miles = { $option }: the largest trial of cell products (MILES) gave no averages that we could read. It only says that after 12 months none was better than a steroid shot. Counted in that way, the effect after { $time } would be { $with } points of 100 instead of { $without } ({ $low } to { $high }).
report-likeness = { $share } of 100 trials could have taken someone like you.
report-likeness-outside = You are outside the range of people in the trials ({ $features }). That is why some numbers are missing.
report-feature-age = age
report-feature-kl_grade = X-ray grade
report-feature-bmi = weight for height
report-feature-pain = pain now
report-feature-diagnosis = diagnosis
report-track-record = How good such forecasts have been: we left out each of { $trials } trials in turn and forecast it from the others. The 95 % ranges held { $c95 } of 100 results, the 80 % ranges { $c80 } of 100.

# --- values ----------------------------------------------------------------------------------------------------------
report-values-title = How the options fit what matters to you
report-values-intro = You said what matters to you. In this order the options fit it, with pain and function after { $time }. The order is yours: change the weights and it changes.
report-values-caption = Order by your answers
report-values-option = Option
report-values-score = Fit, 0 to 100
report-values-first = First, in 100 weightings near yours
report-values-firm = The first three stay in this order in { $share } of 100 weightings near yours.

# --- sharpness -------------------------------------------------------------------------------------------------------
report-sharp-title = How much each answer narrows the ranges
report-sharp-intro = Elsewhere on this page, what you have not told us counts as the average in the trials. Here it may be anything it was in them. So these ranges are wider the less you have told us. They show how many of 100 people are clearly better after { $time }.
report-sharp-caption = Range after { $time }, and what each answer does to it
report-sharp-answer = Your answers
report-sharp-all = All you told us so far, of 100
report-sharp-told = Told: { $feature }
report-sharp-untold = Not told: { $feature } (on average, if you did)
report-sharp-same = no change
report-sharp-narrower = { $count ->
    [one] { $count } person narrower
   *[other] { $count } people narrower
}
report-sharp-wider = { $count ->
    [one] { $count } person wider
   *[other] { $count } people wider
}
report-sharp-why-wider = An answer can also make a range wider. The trials had few people with that answer, so we know less.
report-sharp-next = The answer that would sharpen this most: your { $feature }. On average it narrows a range by up to about { $count ->
    [one] { $count } person
   *[other] { $count } people
} of 100.
report-sharp-next-little = None of the answers you have not given would narrow these ranges by even one person.
report-sharp-next-none = You have told us all that these ranges depend on. No more answers can narrow them: only more trials can.
report-sharp-others = All other answers leave these ranges as they are. They count for what is safe for you, what it costs and what to ask.
report-sharp-since = What your last answers changed
report-sharp-since-lead = How many of 100 people are clearly better after { $time }, all that you have not told us counted in:
report-sharp-change = { $option }: { $before } before, { $now } now ({ $change }).
report-sharp-unchanged = Your last answers do not sharpen these numbers. The trials do not tell people apart by them.
report-sharp-refused = With these answers we have no honest number for the options you look at. The report says why.
report-sharp-new-number = With these answers there is a number now. Before there was none.
report-sharp-open = Still to find out about what fits your health: { $before } things before, { $now } now.
report-sharp-open-same = Still to find out about what fits your health: { $now } things, as before.
report-sharp-so-far = With what you told us so far: { $ranges } of 100 people are clearly better after { $time }.
report-sharp-so-far-item = { $option } { $range }
report-sharp-go = Answer it
report-sharp-see = See what each answer does

# --- questions, next steps -------------------------------------------------------------------------------------------
report-questions-title = Questions to ask
report-next-title = Next steps
report-next-find-out = First find out: { $items }.
report-next-take = Take this report to your doctor or physiotherapist.
report-next-time = There is no rush. Knee arthritis changes slowly. An offer that ends today is a reason to wait.
report-next-plan = When you have chosen, kneewise can make a plan with dates: preparation, the day, aftercare and check-ups.

# --- refusals --------------------------------------------------------------------------------------------------------
refusal-no-trials = No trial that we know of measured pain with it against { $sham }, or against anything that leads there.
refusal-outside = The trials had hardly anyone like you ({ $features }).
refusal-diagnosis = The trials were in people with knee arthritis. You told us of something else.
refusal-no-pain = Tell us your pain (0 to 10) and we can work out the numbers.
refusal-little-pain = Your pain is too low for the smallest important drop to be possible.
refusal-single-arm = There are only reports without a comparison group, so what the treatment itself did cannot be told apart from time and hope.

# --- footer ----------------------------------------------------------------------------------------------------------
report-footer-versions = Evidence { $dataset }, kneewise { $version }, { $date }.
report-review = Studies, rules and prices were last searched on { $date }. The next search is due by { $due }.
report-footer-not-advice = kneewise informs. It is not medical advice and does not replace a clinician.
