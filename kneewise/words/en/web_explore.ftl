## Evidence explorer

web-explore-title = The studies
web-explore-lead = See every study, choose which ones to count, and watch the result change.
web-explore-views = Ways to look
web-explore-view-trials = List
web-explore-view-network = Network
web-explore-view-effects = All against one
web-explore-view-league = Each against each
web-explore-view-compare = Two treatments
web-explore-view-course = Over time
web-explore-view-bias = Quality
web-explore-outcome = Outcome
web-explore-outcome-pain = Pain
web-explore-outcome-function = Daily tasks
web-explore-window = Measured after
web-explore-window-6 = 6 weeks
web-explore-window-13 = 3 months
web-explore-window-26 = 6 months
web-explore-window-52 = 1 year
web-explore-window-104 = 2 years
web-explore-group = Studies of
web-explore-group-all = all treatments
web-explore-group-cell-therapy = cell products
web-explore-group-blood-product = blood products (PRP and others)
web-explore-group-viscosupplement = gel shots
web-explore-group-corticosteroid = steroid shots
web-explore-group-oral-drug = tablets
web-explore-group-topical = gels and creams
web-explore-group-physical = exercise and physiotherapy
web-explore-group-lifestyle = weight and lifestyle
web-explore-group-device = braces and aids
web-explore-group-surgery = operations
web-explore-group-supplement = supplements
web-explore-group-other-injection = other shots
web-explore-group-control = dummy treatments
web-explore-bias = Risk of bias
web-explore-bias-all = any
web-explore-bias-not-high = not high
web-explore-bias-low = low only
web-explore-blinded = People did not know what they got
web-explore-go = Show
web-explore-count = { $count ->
    [one] { $count } study
   *[other] { $count } studies
}
web-explore-col-trial = Study
web-explore-col-year = Year
web-explore-col-treatments = Groups
web-explore-col-people = People
web-explore-col-weeks = Weeks
web-explore-col-blinded = Blinded
web-explore-col-bias = Risk of bias
web-explore-col-value = Difference
web-explore-col-se = Standard error
web-bias-low = low
web-bias-some = some
web-bias-high = high
web-bias-unknown = not judged
web-not-known = not known
web-explore-empty = No study passes these filters for this outcome and time. Loosen one of them.
web-explore-network-count = { $count ->
    [one] { $count } study compares
   *[other] { $count } studies compare
} these treatments.
web-explore-network-how = A line is a comparison; the thicker it is, the more studies made it.
web-explore-network-alt = Network of treatments with { $count } comparisons; the list below names each.
web-explore-parts = These studies fall into { $count } groups that no study links:
web-explore-pairs = Each comparison, with its number of studies
web-explore-effects-how = Each line is a treatment against { $reference }, all studies taken together. The thick bar is the range of the average. The thin bar is what a new study may show.
web-explore-effects-alt = Difference of { $count } treatments against { $reference }, in points on 0 to 100; the table gives each number.
web-explore-fit = { $k } studies; spread between studies tau² = { $tau2 }; I² = { $i2 } %.
web-explore-reference = Against
web-explore-ranks = Order of the treatments
web-explore-ranks-how = A score of 100 would be surely best, 0 surely worst. Small studies can put a treatment high up by chance. Look at the ranges first.
web-explore-league-how = Each cell is the row minus the column, in points on 0 to 100, with its 95 % range. Negative means less pain in the row.
web-explore-league-left = The { $count } treatments with the fewest studies are left out here; the download has them all.
web-explore-league-minus = Row minus column
web-explore-side-a = This treatment
web-explore-side-b = against this one
web-explore-compare-alt = { $count ->
    [one] { $count } study
   *[other] { $count } studies
} of { $a } against { $b }, in points on 0 to 100; negative means better with { $a }. The table gives each number.
web-explore-pooled = Together
web-explore-pooled-words = Studies that compare them directly ({ $count }): { $a } differs from { $b } by { $value } points ({ $low } to { $high }). Negative is better. I² is { $i2 } %.
web-explore-network-words = With indirect studies too: { $value } points ({ $low } to { $high }).
web-explore-funnel = Small and large studies
web-explore-funnel-alt = Funnel of { $count } studies: difference against standard error. If small studies lie on one side only, some may be missing.
web-explore-course-how = Each treatment against { $reference }, at each time that has studies. Points on 0 to 100 with 95 % range; negative is better.
web-explore-bias-how = How well { $total } studies were guarded against error, as reviews judged them. “Not judged” is not the same as low.
web-explore-bias-blinded = People did not know what they got
web-explore-bias-industry = Paid for by a maker
web-explore-bias-small = Fewer than 200 people
web-explore-head-what = Treatment
web-explore-head-value = Difference, points on 0 to 100
web-explore-head-ci = Range of the average (95 %)
web-explore-head-pi = Range in a new study (95 %)
web-explore-head-se = Standard error
web-explore-better = better
web-explore-worse = worse
web-explore-mcid = people notice
web-explore-link = Link to this view
web-explore-cite = To cite: kneewise evidence, version { $version }. Effects are first minus second, on 0 (best) to 100 (worst).
