# What a source is called whose title was not recorded. Journal, DOI or host follow after a comma.
source-journal-article = Article
source-systematic-review = Systematic review
source-guideline-page = Page of a guideline
source-regulator-page = Page of a regulator
source-trial-registry-record = Trial register
source-data-repository = Data collection
source-web-page = Web page
source-of-trial = { $kind } with figures of the trial { $trial }
source-seed-page = Web page about stem-cell treatment of the knee that was collected for kneewise, page { $number }; its text is not shown

# Kinds of source as the dataset names them.
source-kind-journal-article = article in a journal
source-kind-systematic-review = systematic review
source-kind-guideline-page = page of a guideline
source-kind-regulator-page = page of a regulator
source-kind-trial-registry-record = record in a trial register
source-kind-data-repository = data collection
source-kind-data-of-a-software-package = data of a software package
source-kind-web-page = web page
source-kind-seed-page = collected web page

source-licence-facts = not stated; we read figures, which are facts
source-licence-no-text = not stated; none of its text is here

# Said after the words of a guideline whose strength nobody here has seen.
guideline-strength-unseen = We did not see how strong this advice is, and show the weaker of the two classes.
