## Evidence explorer (/evidence)

explorer-title = The studies
explorer-lead = See every study. Choose which ones count, and watch the result change.
explorer-filters = Which studies count
explorer-views = Ways to look
explorer-any = any
explorer-go = Show
explorer-clear = Clear the filters

explorer-view-trials = List
explorer-view-network = Network
explorer-view-effects = All against one
explorer-view-compare = Two treatments
explorer-view-league = Each against each
explorer-view-funnel = Small studies
explorer-view-course = Over time
explorer-view-bias = Quality
explorer-view-certainty = How sure

explorer-outcome = Outcome
explorer-outcome-pain = Pain
explorer-outcome-function = Daily tasks
explorer-window = Measured after
explorer-window-6 = 6 weeks
explorer-window-13 = 3 months
explorer-window-26 = 6 months
explorer-window-52 = 1 year
explorer-window-104 = 2 years
explorer-short-window-6 = 6 wk
explorer-short-window-13 = 3 mo
explorer-short-window-26 = 6 mo
explorer-short-window-52 = 1 yr
explorer-short-window-104 = 2 yr
explorer-subset = Count
explorer-subset-all = every study
explorer-subset-placebo = with a dummy group, by lot
explorer-subset-not-high = not at high risk of bias
explorer-subset-large = 50 people or more per group
explorer-group = Kind of treatment
explorer-group-any = any
explorer-group-cell-therapy = cell products
explorer-group-blood-product = blood products (PRP and others)
explorer-group-viscosupplement = gel shots
explorer-group-corticosteroid = steroid shots
explorer-group-oral-drug = tablets
explorer-group-topical = gels and creams
explorer-group-physical = exercise and physiotherapy
explorer-group-lifestyle = weight and lifestyle
explorer-group-device = braces and aids
explorer-group-surgery = operations
explorer-group-supplement = supplements
explorer-group-other-injection = other shots
explorer-group-control = dummy treatments
explorer-treatment = Treatment
explorer-bias = Risk of bias
explorer-bias-any = any
explorer-bias-low = low
explorer-bias-some = some
explorer-bias-high = high
explorer-bias-unknown = not judged
explorer-bias-unclear = unclear
explorer-bias-met = met
explorer-bias-not-met = not met
explorer-population = People with
explorer-population-knee-oa = knee arthritis
explorer-population-mixed-oa = knee or hip arthritis
explorer-population-hip-oa = hip arthritis
explorer-population-meniscus = a torn meniscus
explorer-population-cartilage = a cartilage defect
explorer-population-ligament = a torn ligament
explorer-population-patellofemoral = kneecap pain
explorer-population-other = other knee problems
explorer-population-any = any of these
explorer-country = Country
explorer-text = Words in name or title
explorer-measured = Only with a result for this outcome and time

explorer-count = { $count ->
    [one] { $count } study
   *[other] { $count } studies
} with { $people } people.
explorer-sort = Sort by
explorer-sort-year = newest
explorer-sort-label = name
explorer-sort-people = people
explorer-sort-weeks = length
explorer-sort-bias = risk of bias
explorer-pages = Pages of the list
explorer-page = Page { $page } of { $last }
explorer-previous = Page before
explorer-next = Next page
explorer-col-trial = Study
explorer-col-year = Year
explorer-col-country = Country
explorer-col-treatments = Groups
explorer-col-people = People
explorer-col-weeks = Weeks
explorer-col-blinded = Blinded
explorer-col-bias = Risk of bias
explorer-col-result = Result here
explorer-col-value = Difference
explorer-col-se = Standard error
explorer-col-rule = How we got it
explorer-known-yes = yes
explorer-known-no = no
explorer-known-unknown = not known
explorer-empty = No result passes these filters. Loosen one of them, or choose another outcome or time.

explorer-network-count = { $count ->
    [one] { $count } study compares
   *[other] { $count } studies compare
} these treatments.
explorer-network-how = A line is a comparison. The thicker it is, the more studies made it. A square is a dummy treatment or usual care.
explorer-network-alt = Network of { $treatments } treatments from { $trials } studies. The table names each comparison.
explorer-islands-label = Groups that no study links
explorer-islands-part = Group
explorer-islands-treatments = Treatments
explorer-islands = These studies fall into { $count } groups that no study links. Each is pooled on its own:
explorer-pairs = Each comparison, with its number of studies
explorer-pair = { $a } – { $b }
explorer-left-out = Left out, and why

explorer-effects-how = Each line is a treatment against { $reference }, all chosen studies taken together. The thick bar is the range of the average. The thin bar is what a new study may show.
explorer-effects-care = A treatment with few people can top this list by chance.
explorer-effects-care-link = See how sure each line is.
explorer-effects-alt = Difference of { $count } treatments against { $reference }, in points on 0 to 100. The table gives each number.
explorer-fit = { $trials } studies, random effects (REML). Spread between studies τ = { $tau } points, I² = { $i2 } %. Do direct and indirect studies disagree? p { $p }.
explorer-reference = Against
explorer-ranks = Order of the treatments
explorer-ranks-how = 100 would be surely best, 0 surely worst (P-score). A small study can put a treatment high up by chance. Look at the ranges first.
explorer-side-a = This treatment
explorer-side-b = against this one
explorer-compare-none = No chosen study compares these two directly.
explorer-compare-alt = { $count ->
    [one] { $count } study
   *[other] { $count } studies
} of { $a } against { $b }, in points on 0 to 100. Negative means better with { $a }. The table gives each number.
explorer-pooled = Together
explorer-pooled-words = Studies that compare them directly ({ $count }): { $a } differs from { $b } by { $value } points ({ $low } to { $high }). Negative is better. I² is { $i2 } %.
explorer-network-words = With indirect studies too: { $value } points ({ $low } to { $high }).
explorer-egger = Do small studies show larger effects? Egger’s test: p { $p }.
explorer-egger-few = With fewer than { $fewest } comparisons Egger’s test says little, so it is not shown.
explorer-league-how = Each cell is the row minus the column, in points on 0 to 100, with its 95 % range. Negative is better for the row. Bold: the range leaves out zero.
explorer-league-left = The { $count } treatments with the fewest studies are left out here. The download has them all.
explorer-league-minus = Row minus column
explorer-funnel-how = Each dot is a comparison in a study: how far it lies from the average of its kind. Large studies are at the top. If small studies lean to one side, some may be missing or too good. A comparison with a single study lies in the middle.
explorer-funnel-alt = Funnel of { $count } comparisons. The table gives each distance and standard error.
explorer-funnel-x = distance from the average of its kind, points
explorer-course-how = The line is what our model expects of { $a } against { $b } over time, from every study. The dark band is the range of the average, the light band what a new study may show. Dots with bars are the chosen studies, pooled at each time.
explorer-course-alt = Difference between { $a } and { $b } over time, in points on 0 to 100. The table gives each number.
explorer-course-basis = The line rests on { $trials ->
    [one] { $trials } study
   *[other] { $trials } studies
} of { $a } and borrows from { $all } studies in all.
explorer-course-borrowed = No study of { $a } reaches a dummy treatment here, so the line is borrowed from other treatments.
explorer-course-no-model = Nothing links { $a } and { $b } in our model, so there is no line.
explorer-bias-how = How well { $total } studies were guarded against error, as published reviews judged them. “Not judged” is not the same as low.
explorer-bias-blinded = People did not know what they got
explorer-bias-industry = Paid for by a maker
explorer-bias-judged = Study by study
explorer-bias-overall = Overall
explorer-bias-domains = Point by point
explorer-bias-by = Judged by
explorer-bias-rest = { $count ->
    [one] { $count } more study was not judged by any review we read.
   *[other] { $count } more studies were not judged by any review we read.
}
explorer-domain-random-sequence = random order
explorer-domain-allocation-concealment = hidden order
explorer-domain-allocation-concealment-appropriate = hidden order
explorer-domain-blinding = blinding
explorer-domain-blinding-method-appropriate = way of blinding
explorer-domain-blinding-participants = blinding of people
explorer-domain-blinding-providers = blinding of staff
explorer-domain-described-double-blind = said to be double-blind
explorer-domain-described-randomised = said to be by lot
explorer-domain-incomplete-data = missing results
explorer-domain-itt-function = everyone counted (function)
explorer-domain-itt-pain = everyone counted (pain)
explorer-domain-other-bias = other
explorer-domain-randomisation-method-appropriate = way of drawing lots
explorer-domain-selective-reporting = results left out
explorer-domain-withdrawals-described = people who left
explorer-certainty-how = How sure anyone can be of each difference from { $reference }. We start at “very sure” and go down for each reason. This looks at all studies, whatever you chose above.
explorer-certainty-level = How sure
explorer-certainty-rests = Rests on
explorer-certainty-basis = { $trials ->
    [one] { $trials } study
   *[other] { $trials } studies
}, { $people } people
explorer-certainty-borrowed = studies of other treatments only
explorer-certainty-why = Why not more

explorer-head-what = Treatment
explorer-head-value = Difference, points on 0 to 100
explorer-head-ci = Range of the average (95 %)
explorer-head-pi = Range in a new study (95 %)
explorer-head-se = Standard error
explorer-head-trial = Study
explorer-head-pair = Comparison
explorer-head-distance = Distance from the average
explorer-head-side-a = One
explorer-head-side-b = Other
explorer-head-trials = Studies
explorer-head-time = Time
explorer-head-pooled-then = Chosen studies then
explorer-picture = Picture
explorer-as-table = The same as a table
explorer-better = better
explorer-worse = worse
explorer-mcid = people notice

explorer-take = Take this view with you
explorer-link = Link to this view
explorer-cite = To cite: kneewise. { $title }, version { $version } of { $date }.
explorer-scale = Pain and daily tasks run from 0 (best) to 100 (worst). A difference is the first treatment minus the second, so less than zero is better.
explorer-rule-md-from-arms = from the groups’ averages
explorer-rule-md-from-smd = from a standardised difference
explorer-rule-md-rescaled = as published, moved to 0 to 100
explorer-rule-other = as published
explorer-errors = Some choices could not be used
explorer-not-offered = { $field }: “{ $value }” is not one of the choices. Pick one from the list.
explorer-too-long = { $field }: this is too long. Use at most { $most } letters.
