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
web-check-private = The text is not kept. If you give an address, our server fetches the page.
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
