## Check a page

web-check-title = Check a clinic’s page
web-check-lead = Paste what a page says. We set each claim beside the studies, and list what the page leaves out.
web-check-result = What the page claims, and how it stands
web-check-errors = The page could not be read
web-check-page-n = Page { $n }
web-check-paste = Paste the text
web-check-address = or give the address
web-check-file = or choose a file (web page, text, PDF)
web-check-go = Check it
web-check-several = Compare up to three pages
web-check-how-title = What happens
web-check-how-1 = We read the page, sentence by sentence, with fixed rules. No outside service sees it.
web-check-how-2 = Each claim gets a verdict with the study or rule behind it.
web-check-how-3 = You get a list of what is missing, and questions to ask.
web-check-private = The text is not kept, unless you save the check under a private link. If you give an address, our server fetches the page.
web-check-field = The page
web-check-field-text = The pasted text
web-check-empty = is missing
web-check-empty-remedy = Paste its text, give its address or choose a file.
web-check-too-long = has { $count } characters; at most { $most } are read
web-check-too-long-remedy = Paste only the part about the treatment.
web-check-size = { $words ->
    [one] { $words } word
   *[other] { $words } words
}
web-check-grade = reading grade { $grade }
web-check-text = The text with its claims marked
web-check-missing = What the page leaves out
web-check-nothing-missing = It names all we look for.
web-check-told = { $count ->
    [one] What it does name ({ $count })
   *[other] What it does name ({ $count })
}
web-check-claims = Each claim
web-check-no-claims = We found no claim that we can check.
web-check-would-change = What would change this:
web-check-contradictions = Where it disagrees with itself
web-check-questions = Questions to ask
web-check-link = Link to this check
web-check-another = Check another page
web-compare-title = The pages side by side
web-compare-topic = Topic
web-compare-silent = says nothing
web-compare-price = Price
web-compare-success = Success
web-compare-candidates = Who it is for
web-compare-risks = Risks
web-compare-timeline = Time
web-compare-verdicts = Claims
web-compare-contradictions = Where the pages disagree
web-compare-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
web-check-made = Checked on { $date }, with rules { $rules } and evidence { $evidence }.
web-check-from-paste = From pasted text; we did not see the page itself.
web-check-from-file = From a file; we did not see the page itself.
web-check-from-address = Read at
web-check-short = In short
web-check-claims-found = { $count ->
    [one] We found one claim to weigh.
   *[other] We found { $count } claims to weigh.
}
web-check-means-contradicted = Studies or rules say otherwise.
web-check-means-overstated = It goes further than the studies do.
web-check-means-unsupported = We know of no good study that shows it.
web-check-means-cannot-be-checked = It is too vague, or no one has the data.
web-check-means-supported = Studies or rules say the same.
web-check-leaves-out = It leaves out { $count } of { $all } things a reader needs
web-check-of = { $count } of { $all }
web-check-questions-count = { $count ->
    [one] One question to ask
   *[other] { $count } questions to ask
}
web-check-text-help = Choose a marked sentence to see why.
web-check-one-claim = one claim
web-check-other-claim = the other
web-check-in-text = Show it in the text
web-check-keep = Keep it or pass it on
web-check-keep-title = Save this check under a private link
web-check-keep-text = We keep nothing unless you ask. If you do, we lock away the text and this result until the date you choose. Whoever has the link sees both.
web-check-keep-go = Save this check
web-check-keep-long = This page is too long to be saved under a link. Print it, or take a file.
web-check-kept = The check
web-check-carried-problem = was open too long, or was changed on its way
web-check-carried-remedy = Check the page again, then save it.
web-check-file-form = The file
web-check-form-problem = has no such form
web-check-saved-viewing = This check was saved under a private link. It works until { $until }.
web-check-saved-open = Open the check
web-check-stale = Our rules or studies have changed since this check.
web-check-again = Check it again today
web-check-deleted = The saved check is gone. The link no longer works.
web-check-rests-on = { $count ->
    [0] What would change it
    [one] What this rests on
   *[other] What this rests on ({ $count })
}
web-share-days-problem = { $days } days is not one of the choices
web-share-days-remedy = Choose one of { $offered } days.
web-check-more-claims = { $count ->
    [one] One more claim like this
   *[other] { $count } more claims like these
}
