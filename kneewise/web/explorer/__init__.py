"""The explorer's reckoning, free of the web framework: a `State` in, trials and pooled results out.

State.read(query) ──► chosen trials ──► contrasts ──► network, one comparison, funnel, course, certainty
"""
