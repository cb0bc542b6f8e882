# Why we are less sure of an effect: one sentence per downgrade. Points are on a scale of 0 to 100.

certainty-bias-very-high = Most of the evidence ({ $share } %) comes from trials that were not done carefully enough to be trusted.
certainty-bias-high = A good part of the evidence ({ $share } %) comes from trials that were not done carefully enough to be trusted.
certainty-bias-some = Most of the evidence ({ $share } %) comes from trials with weak points in how they were done.
certainty-bias-unknown = For most of the evidence ({ $share } %) nobody has yet judged how carefully the trials were done.
certainty-inconsistency = Results differ from place to place: elsewhere the gain could be anything from { $low } to { $high } points.
certainty-imprecision-both = The trials cannot tell a clear gain from harm: the average gain could be anything from { $low } to { $high } points.
certainty-imprecision-wide = The trials leave open how large the gain is: on average from { $low } to { $high } points.
certainty-imprecision-nobody = No one who had this treatment took part in a trial that we could use here.
certainty-imprecision-few = Few people took part in the trials: { $people }.
certainty-imprecision-few-wide = Only { $people } people took part in the trials, too few to say how large the gain is.
certainty-indirect-class = No trial of this treatment leads to a fair comparison; the figure is borrowed from treatments like it.
certainty-indirect-path = No trial compares this treatment with a dummy or with usual care; the figure goes through other treatments.
certainty-indirect-later = No trial followed people this long: the last look was after { $weeks } weeks.
certainty-small-studies = Most of the evidence ({ $share } %) comes from small trials, and small trials tend to show larger gains than large ones.

# --- the same question asked of other choices ------------------------------------------------------------------------
sensitivity-all = All trials
sensitivity-no-high-risk = Without trials that were not done carefully enough to be trusted
sensitivity-no-industry = Without trials paid for by makers of the treatment
sensitivity-placebo-only = Only trials with a dummy treatment
sensitivity-large-only = Only trials with 50 or more people per group
sensitivity-wider-priors = Expecting more difference between treatments from the start
sensitivity-narrower-priors = Expecting less difference between treatments from the start
sensitivity-rho-low = If the same person's scores over time are less alike than we take them to be
sensitivity-rho-high = If the same person's scores over time are more alike than we take them to be
sensitivity-with-miles = With the largest trial of cells, of which only "no better than cortisone at one year" is known
