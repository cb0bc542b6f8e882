# The score page: what each proof saw.
ipdas-proof-condition = The page on your knee has { $count } parts. { $linked } of { $total } option pages lead there.
ipdas-proof-decision = The interview opens with the decision. The report leads there or begins with it.
ipdas-proof-options = The list leads to { $count } of { $total } options. Waiting is one of them.
ipdas-proof-balance = In each option, words on good sides for each word on bad sides run from { $least } to { $most }. They must lie between { $low } and { $high }.
ipdas-proof-sources = The example report cites { $sources } sources, and the option pages name { $rows } rows. { $lost } of them could not be found.
ipdas-proof-rates = { $count } option pages show how many of 100 people are better with it and without it.
ipdas-proof-values = { $count } things to weigh, each with a slider and buttons.
ipdas-proof-quality = { $count } options carry a grade with its reasons. { $judged } studies have a judged risk of bias.
ipdas-source = The list is called IPDASi, version 4. The wording here is ours.
ipdas-ceiling = { $people } points ask for tests with people. Until that is done they stay open, so { $most } is the most this site can reach now.
ipdas-group-Q = What any decision aid must have
ipdas-group-C = What keeps it free of bias
ipdas-group-L = What makes it good
