## Every page

web-site-title = kneewise: an honest second opinion on stem cells for the knee
web-site-description = What stem cells and every other treatment of a painful knee are likely to do for you, what they risk and what they cost.
web-skip = Skip to the text
web-nav = Main pages
web-nav-report = Your report
web-nav-options = Treatments
web-nav-check = Check a page
web-nav-evidence = The studies
web-nav-plan = Your plan
web-nav-report-short = Report
web-nav-options-short = Treatments
web-nav-check-short = Check
web-nav-evidence-short = Studies
web-nav-plan-short = Plan
web-theme = Light or dark
web-foot-nav = More pages
web-foot-help-now = When to get help now
web-foot-about = Who we are
web-foot-methods = How it works
web-foot-policy = How it stays up to date
web-foot-funding = Who pays
web-foot-privacy = Privacy
web-foot-accessibility = Ease of use
web-foot-ipdas = How good is this aid?
web-foot-quiz = Test what you know
web-foot-clinicians = For clinicians
web-foot-api-docs = For programs (API)
web-foot-style = Style page
web-foot-informs = kneewise informs. It does not tell you what to choose, and it does not take the place of a talk with someone who has examined your knee.
web-foot-version = Version { $kneewise } · studies { $dataset }, of { $date } · next look by { $due }
web-overdue = The studies were last searched on { $date }. A new search is overdue, so newer studies may be missing.

web-problem-title = That did not work
web-problem-404 = There is no such page
web-problem-429 = A short pause, please
web-problem-500 = Something broke on our side
web-problem-home = Back to the start
web-problem-not-found = No page has this address. The link may be old, or a private link may have run out.
web-problem-ours = This is our mistake, not yours. Your answers are still in your browser. Please try again.
web-problem-form = This form was open for too long, or your browser did not send its cookie. Go back, load the page again and send it once more.
web-problem-method = This address does not take that kind of request. Start again from the front page.
web-field-upload = What you sent
web-too-large = is larger than { $megabytes } MB
web-too-large-remedy = Send a smaller file, or paste only the part that matters.
web-too-often = Too many requests came from your address. Please wait { $seconds } { $seconds ->
    [one] second
   *[other] seconds
} and try again.

## Start

web-start-title = Thinking about stem cells for your knee?
web-start-lead = See what they are likely to do for you, next to every other choice: the good, the bad, the price, and how sure anyone can be.
web-start-honest-title = What to expect
web-start-honest = Six months after a stem cell shot, pain was about { $points } points lower than after a dummy shot, on a scale from 0 to 10. It could be { $low } to { $high }. Most people only notice a drop of { $noticeable }. The studies disagree, and the United States has approved no stem cell product for the knee.
web-start-honest-source = Cochrane review { $year }
web-start-flags-title = Get help first if …
web-start-flags-all = All signs, and whom to call
web-start-doors = What brings you here?
web-door-decide-title = I am deciding
web-door-decide-text = Answer a few questions and see your first report in two minutes. More answers make it fit you better.
web-door-decide-go = Start
web-door-continue = Go on with your answers
web-door-check-title = Check a clinic’s page
web-door-check-text = Paste the text or give its address. See which claims hold, what is left out, and what to ask.
web-door-check-go = Check a page
web-door-clinician-title = I work with patients
web-door-clinician-text = Open a report in a visit, search the studies, or call the API from your own system.
web-door-clinician-go = For clinicians
web-demo-title = Try it with an example
web-example-mild-oa-52 = Mild arthritis, 52 years
web-example-severe-oa-74 = Severe arthritis, 74 years
web-example-meniscus-tear-38 = Torn meniscus, 38 years
web-example-cancer-history-63 = Cancer in the past, 63 years
web-example-hot-swollen-knee-67 = Hot, swollen knee, 67 years
web-demo-text = These people are made up. Their answers replace yours.
web-start-knee-title = Your knee
web-start-knee-text = Knee arthritis wears down the smooth lining of the joint. Pain comes and goes. In many people it stays about the same for years.
web-start-knee-link = What happens in the knee, and without treatment
web-start-private-title = It stays with you
web-start-private-text = No account. Your answers stay in your own browser. We keep nothing unless you ask for a private link.
web-start-private-link = How your privacy is kept
web-start-based-title = Each number has a source
web-start-based-text = It rests on { $trials } studies and { $sources } sources. Click any number to see where it comes from.
web-start-based-link = How it works
web-start-honest-threshold = What counts as a clear drop
web-start-honest-regulator = FDA

## Help now

web-help-title = When to get help now
web-help-lead = Some signs mean that a doctor should see you first. No decision on a treatment should wait in front of them.
web-sources = Sources
web-urgency-now = Call for help now
web-urgency-same-day = See a doctor today
web-urgency-within-days = See a doctor within a few days
web-help-whom-title = Whom to call
web-help-whom-us = United States and Canada: 911
web-help-whom-eu = Europe: 112
web-help-whom-uk = United Kingdom: 999, or 111 if it is urgent but not life-threatening
web-help-whom-au = Australia: 000
web-help-whom-other = Elsewhere: your local emergency number, or the nearest hospital

## Your knee

web-knee-title = Your knee, and what happens without treatment
web-knee-lead = The knee is where thigh bone, shin bone and kneecap meet. A smooth layer, the cartilage, lets them glide.
web-knee-what-title = What knee arthritis is
web-knee-what-1 = In osteoarthritis the cartilage gets thin and rough. The bone below it changes, and the lining of the joint can swell. It is not just wear: the whole joint takes part.
web-knee-what-2 = It hurts when you walk, climb stairs or stand up. Mornings are stiff for up to half an hour. Good spells and bad spells come and go.
web-knee-what-3 = How the knee looks on an X-ray and how it feels often do not match. A bad picture can go with little pain, and the other way round.
web-knee-grades-title = What the X-ray grades mean
web-knee-grade = Grade { $grade }
web-knee-grade-0 = normal
web-knee-grade-1 = doubtful: perhaps a small bone spur
web-knee-grade-2 = mild: a clear bone spur, the gap perhaps a little narrower
web-knee-grade-3 = moderate: the gap is narrower, several spurs
web-knee-grade-4 = severe: the gap is nearly gone, “bone on bone”
web-knee-grades-note = Doctors call this the Kellgren-Lawrence grade, or KL. Your report may use the words instead of the number.
web-knee-course-title = If you wait and see
web-knee-natural-history-054 = Of 100 painful knees with arthritis, about { $value } get clearly worse in two years. The rest stay the same or get better.
web-knee-natural-history-055 = Of 100 knees that do get worse, about { $value } have a knee replacement in the next six years.
web-knee-natural-history-056 = Of 100 knees that do not get worse, about { $value } have one.
web-knee-natural-history-007 = In trials, about { $value } of 100 people feel clearly better after a shot of salt water. Part of that is the knee's own ups and downs. Part is being cared for.
web-knee-course-note = So if you feel better after a treatment, that does not yet show that the treatment did it. A fair test compares it with a dummy treatment.
web-knee-go = See what can be done

## Interview

web-interview-step = Step { $n } of { $total }
web-interview-progress = How far you are
web-interview-steps = Parts of the interview
web-interview-private = Your answers stay in your browser.
web-interview-manage = See, keep or delete them
web-step = This step
web-step-short = A first report in two minutes
web-step-short-intro = You decide whether to treat your knee, and how. These answers are enough to begin. “I don’t know” is fine.
web-errors-title = { $count ->
    [one] One answer needs another look
   *[other] { $count } answers need another look
}
web-your-answer = Your answer
web-back = Back
web-next = Next
web-next-question = Next question
web-see-report = See my report
web-to-report = Skip to my report
web-answer-more = Answer more first
web-answer-unknown = I don’t know
web-answer-never = Never
web-answer-none = None of these
web-answer-yes = Yes
web-answer-no = No
web-answer-choose = Please choose
web-none-offer = Nothing was offered
web-none-tried = Nothing yet
web-part-treatment = Treatment
web-part-price = Price
web-part-currency = Currency
web-part-helped = Did it help?
web-step-you-intro = These help to find studies with people like you.
web-step-knee-intro = The more we know of the knee, the better the studies can be matched.
web-step-pain-intro = How the knee treats you from day to day.
web-step-tried-intro = What has helped before, and what has not.
web-step-health-intro = Some health problems rule a treatment out, or make it riskier.
web-step-measures-intro = Leave out what you do not have. Most people skip this page.
web-step-wishes-intro = What you want to do with your knee.

## Answers

web-answers-title = Your answers
web-answers-lead = They are in your browser and nowhere else. Close the browser, and they are gone. Keep a copy if you want to go on later.
web-answers-yours = Your answers as text
web-answers-empty = You have not answered anything yet.
web-answers-open-title = Open a copy
web-answers-open-text = Choose the file you kept (YAML or JSON, up to { $kb } kB). It takes the place of what you have answered here.
web-answers-open-go = Open
web-answers-forget-title = Delete
web-answers-forget-text = This deletes your answers from the browser at once.
web-answers-forget-go = Delete my answers
web-print = Print
web-field-file = The file with your answers
web-file-missing = is missing
web-file-large = is larger than { $kb } kB
web-file-choose = Choose the YAML or JSON file that you kept.

## Report

web-report-decision = Your decision: whether to have a treatment for your knee, and which
web-report-nobody = You have not told us about your knee yet. So this is what studies say of people in general. Answer a few questions to make it yours.
web-share-viewing = This report was shared with you by a private link. It works until { $until }.
web-report-parts = Parts of this report
web-report-take-away = Take it with you
web-report-answer-more = Answer more questions
web-choose-title = Choose which options to look at closely
web-choose-help = Two to four. Waiting and a dummy treatment are always shown.
web-choose-go = Show these
web-choose-field = Options
web-choose-problem = has { $count } ticked
web-choose-remedy = Tick two to four.
web-take-away-text = For your next visit, for your family, or to go on later.
web-take-pdf = PDF
web-take-txt = Plain text
web-take-html = One file (HTML)
web-share-title = Show it to someone
web-share-text = You can make a private link. Only then do we keep your answers, locked, until the date you choose. Whoever has the link sees your report.
web-share-days = Keep for
web-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
web-share-go = Make a private link
web-share-field = The private link
web-share-empty = needs answers first
web-share-empty-remedy = Answer the first questions, then make the link.
web-share-gone = has run out or was deleted
web-share-gone-remedy = Ask the person who sent it for a new one.
web-share-made = Your private link
web-share-made-text = Copy it now: we cannot show it again. It works for { $days } days. You can delete it at any time.
web-share-link = Link
web-share-open = Open the report
web-share-delete = Delete it now
web-share-deleted = Deleted
web-share-deleted-text = The saved report is gone. The link no longer works.
web-copy = Copy
web-copied = Copied
web-open-source = Where this number comes from

## Evidence

web-row-title = One row of the data
web-row-lead = This is the number as we read it, with what each column means.
web-row-source = Where it was read
web-row-open = Open the source
web-row-trial = It belongs to the study
web-row-columns = All we know of it
web-row-column = Column
web-row-value = Value
web-row-meaning = Meaning
web-row-version = Data version { $version }.
web-row-rules = How numbers are worked out
web-source = Source
web-source-year = Year
web-source-kind = Kind
web-source-licence = Licence
web-source-used = What we read in it
web-source-rows = { $table }: { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
web-source-none = No number comes from it. It is named in the text only.
web-trial = Study
web-trial-arms = Groups
web-trial-outcomes = Results in each group
web-trial-scale = Moved to a scale from 0 (best) to 100 (worst)
web-trial-contrasts = Differences as published
web-trial-harms = Harms
web-col-outcome = Outcome
web-col-week = Week
web-col-treatment = Group
web-col-mean = Mean
web-col-sd = SD
web-col-n = People
web-col-type = Kind
web-col-excluded = Kept out because
web-col-between = Between
web-col-md = Difference
web-rules-title = How numbers are worked out
web-rules-lead = Papers report results in many ways. Each rule that turns one into another has a name and stands here.

## Style page

web-style-lead = Every part of the design, in both themes. Change one, and look here.
web-style-colours = Colours
web-style-type = Type
web-style-lead-sample = One sentence that opens a page.
web-style-text-sample = Text is at least 18 pixels high and at most 42 times as wide as a letter, with
web-style-link = links that look like links
web-style-muted = Second thoughts are grey.
web-style-buttons = Buttons
web-style-boxes = Boxes
web-style-forms = Forms
web-style-claims = Claims on a page
web-style-icons = Icons
