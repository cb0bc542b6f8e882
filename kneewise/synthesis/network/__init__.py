"""Network meta-analysis: several treatments compared in trials that share some of them.

    data = NetworkData.from_contrasts(rows)          # or from_arms(rows, "SMD")
    result = network_meta_analysis(data, reference="placebo")
    result.effects(), result.league(), result.node_split(), result.to_dict()

Explained in docs/methods/network.md; shown equal to metafor and netmeta in tests/reference/test_network_*.py.
"""

from kneewise.synthesis.network.additive import AdditiveResult, additive_components
from kneewise.synthesis.network.bayes import BayesNetworkResult, bayes_network
from kneewise.synthesis.network.consistency import (
    decompose_q,
    design_interaction,
    detach_designs,
    net_heat,
)
from kneewise.synthesis.network.contribution import contribution_matrix
from kneewise.synthesis.network.data import NetworkData, Study
from kneewise.synthesis.network.fit import (
    ComponentResults,
    Effect,
    League,
    NetworkResult,
    fit_components,
    network_meta_analysis,
)
from kneewise.synthesis.network.funnel import comparison_adjusted_funnel
from kneewise.synthesis.network.graph import components
from kneewise.synthesis.network.leave_one_out import LeaveOneOut, leave_one_out
from kneewise.synthesis.network.node_split import NodeSplit
from kneewise.synthesis.network.regression import RegressionResult, network_meta_regression

__all__ = [
    "AdditiveResult",
    "BayesNetworkResult",
    "ComponentResults",
    "Effect",
    "League",
    "LeaveOneOut",
    "NetworkData",
    "NetworkResult",
    "NodeSplit",
    "RegressionResult",
    "Study",
    "additive_components",
    "bayes_network",
    "comparison_adjusted_funnel",
    "components",
    "contribution_matrix",
    "decompose_q",
    "design_interaction",
    "detach_designs",
    "fit_components",
    "leave_one_out",
    "net_heat",
    "network_meta_analysis",
    "network_meta_regression",
]
