"""The joint time-course model: all trials, arms, times and both outcomes in one Gaussian model.

    frame of arms and contrasts ──design──► Design ──fit──► TimecourseFit ──► effect, covariance, basis
                                              └──leave_one_out──► what each trial would have been forecast

``docs/methods/joint_model.md`` has the formulas and their sources. Nothing here samples: given the variance
parameters everything is Gaussian, and those are integrated over a fixed design of points around their mode.
"""

from kneewise.synthesis.joint.dataset import fit_dataset
from kneewise.synthesis.joint.design import Design, Vocabulary, build_design
from kneewise.synthesis.joint.fit import fit_design, fit_timecourse
from kneewise.synthesis.joint.leave_one_out import LeftOut, leave_one_trial_out
from kneewise.synthesis.joint.posterior import EffectEstimate, TimecourseFit
from kneewise.synthesis.joint.priors import ModelPrior, Modifier

__all__ = [
    "Design",
    "EffectEstimate",
    "LeftOut",
    "ModelPrior",
    "Modifier",
    "TimecourseFit",
    "Vocabulary",
    "build_design",
    "fit_dataset",
    "fit_design",
    "fit_timecourse",
    "leave_one_trial_out",
]
