"""Whatever a person answers: further answers only narrow, red flags stay, and nothing falls over."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kneewise.candidacy.checks import RIGHT_ANGLE
from kneewise.candidacy.facts import GROUPS
from kneewise.candidacy.fields import UNKNOWN
from kneewise.candidacy.intake import PREGNANCY_ASKED_BELOW, Intake
from kneewise.candidacy.screen import RESULTS, screen
from kneewise.errors import InputError

SCALARS = {
    "age": st.integers(18, 90),
    "sex": st.sampled_from(["female", "male", "other"]),
    "kl_grade": st.integers(0, 4),
    "bmi": st.integers(15, 50),
    "pain_now": st.integers(0, 10),
    "symptom_months": st.integers(0, 200),
    "function_difficulty": st.integers(0, 10),
    "oxford_knee_score": st.integers(0, 48),
    "morning_stiffness_minutes": st.integers(0, 90),
    "flexion_degrees": st.integers(60, 150),
    "alignment_degrees": st.integers(0, 20),
    "injection_weeks_ago": st.integers(0, 60),
    "injection_kind": st.sampled_from(["cs", "ha", "prp"]),
    "knee_surgery_months_ago": st.sampled_from([1, 8, 40, "never"]),
    "diagnosis": st.sampled_from(["knee_oa", "meniscus_tear", "other", "ligament_injury"]),
    "alignment": st.sampled_from(["straight", "bow_legged", "knock_kneed"]),
    "smoking": st.sampled_from(["never", "past", "current"]),
    "giving_way": st.booleans(),
    "stiff_knee": st.booleans(),
    "pain_with_activity": st.booleans(),
}
TRIED = st.lists(
    st.fixed_dictionaries(
        {
            "treatment": st.sampled_from(["exercise", "nsaid_oral", "cs", UNKNOWN]),
            "helped": st.sampled_from([True, False, UNKNOWN]),
        }
    ),
    max_size=3,
)


@st.composite
def people(draw):
    """A full set of answers without contradictions."""
    answers = {name: draw(strategy) for name, strategy in SCALARS.items()}
    answers |= {g: {f: draw(st.booleans()) for f in model.model_fields} for g, model in GROUPS.items()}
    conditions, medicines = answers["conditions"], answers["medicines"]
    conditions["diabetes"] |= conditions["diabetes_not_controlled"]
    medicines["anticoagulant"] |= medicines["warfarin"]
    conditions["pregnancy"] &= answers["age"] < PREGNANCY_ASKED_BELOW and answers["sex"] != "male"
    answers["stiff_knee"] |= answers["flexion_degrees"] < RIGHT_ANGLE
    answers["tried"] = draw(TRIED)
    return answers


@st.composite
def person_and_less(draw):
    """A person, and the same person with some answers missing or unknown."""
    full = draw(people())
    gone = st.sampled_from(["kept", "kept", "missing", UNKNOWN])
    less = {}
    for name, value in full.items():
        if name in GROUPS:
            kept = {field: (answer, draw(gone)) for field, answer in value.items()}
            less[name] = {f: a if g == "kept" else UNKNOWN for f, (a, g) in kept.items() if g != "missing"}
        elif (fate := draw(gone)) != "missing":
            less[name] = UNKNOWN if fate == UNKNOWN else value
    if isinstance(less.get("tried"), list):
        less["tried"] = [
            {k: v if draw(st.booleans()) else UNKNOWN for k, v in entry.items()} for entry in less["tried"]
        ]
    if less.get("kl_grade") in (None, UNKNOWN) and draw(st.booleans()):
        less["xray_words"] = {0: "normal", 1: "mild", 2: "moderate", 3: "severe", 4: "severe"}[full["kl_grade"]]
        full["xray_words"] = less["xray_words"]
    return full, less


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(person_and_less())
def test_further_answers_only_narrow_and_never_withdraw_a_red_flag(pair):
    full, less = (screen(Intake.read(answers)) for answers in pair)
    assert {f.rule_id for f in less.red_flags} <= {f.rule_id for f in full.red_flags}
    for before, after in zip(less.treatments, full.treatments, strict=True):
        assert before.result in before.could_become
        assert set(after.could_become) <= set(before.could_become)
        assert {r.rule_id for r in before.reasons} <= {r.rule_id for r in after.reasons}
        if before.settled:
            assert after.result == before.result
    open_before = {q.field for q in less.find_out_first}
    assert {q.field for q in full.find_out_first} <= open_before | {"injection_kind"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(people())
def test_an_intake_survives_its_dictionary(answers):
    intake = Intake.read(answers)
    assert Intake.read(intake.to_dict()) == intake


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(list(Intake.model_fields)), JUNK, max_size=6) | JUNK)
def test_junk_is_refused_in_words_or_screened(answers):
    try:
        found = screen(Intake.read(answers))
    except InputError as error:
        refusal = error
    else:
        assert {r.result for r in found.treatments} <= set(RESULTS)
        return
    assert refusal.field
    assert refusal.problem
