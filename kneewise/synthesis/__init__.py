"""Pooling of trials: arrays below, labels above.

=====================================================  ======================================================
``effect_sizes.effect_sizes(measure, …)``              MD, SMD, OR, RR, RD from arm data
``pairwise.pairwise(yi, vi, …)``                       common and random effects, meta-regression
``bayes.bayes_pairwise(yi, vi, prior, …)``             the same with a prior on tau, integrated
``sensitivity``, ``small_study``                       single trials, subgroups; Egger, trim-and-fill
``network.network_meta_analysis(data, …)``             several treatments; ``network.bayes_network``
``files.read_table(path)``, ``run.synthesize_table``   a person's own CSV, checked, and everything asked for
=====================================================  ======================================================

Explained in docs/methods/pairwise.md and network.md. Nothing is imported here, so that one part costs only itself.
"""
