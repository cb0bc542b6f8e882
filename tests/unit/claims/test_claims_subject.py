"""What a page is about, and who is behind it."""

import pytest

from kneewise.claims.extract import PageReading
from kneewise.claims.owner import names_owner
from kneewise.claims.rulebook import rulebook

ON = [
    "Stem cell injections for knee arthritis.",
    "Our PRP shots help runners with sore knees.",
    "Marrow is taken from the hip and returned to the knee under ultrasound.",
    "Still limping? We place umbilical tissue into the worn joint. A knee runs $5,800; no surgery on your knee.",
]
OFF = [
    "Bread needs flour, water and salt. Knead it on your knees if you must.",
    "How your knee works. The femur meets the tibia. Cartilage covers the joint. Its cells arise from stem cells. "
    "The knee bends. The knee turns. The kneecap glides in the knee. Exercises for the knee.",
    "Become a stem cell donor. A transplant can cure leukaemia. Marrow is collected from the pelvis. "
    "Tell the nurse of a knee problem. A marrow donor gives once.",
    "We inject cells from your dog's own fat into a sore joint. The vet takes the fat. Dogs with arthritis walk again. "
    "Ask your vet.",
]


@pytest.mark.parametrize("text", ON, ids=[t[:40] for t in ON])
def test_pages_about_the_treatment_are_read(text):
    assert PageReading(text.replace(". ", ".\n\n"), rulebook()).relevant


@pytest.mark.parametrize("text", OFF, ids=[t[:40] for t in OFF])
def test_pages_about_something_else_are_not(text):
    assert not PageReading(text.replace(". ", ".\n\n"), rulebook()).relevant


OWNED = [
    "# PRP for knees\n\nCopperline Sports & Spine, Tucson\n\nIt helps.",
    "# Shots that sell hope\n\nBy Marcus Tell, The Prairie Tribune\n\nIt helps.",
    "# Stem cells\n\nIt helps.\n\n© 2026 Foothill Joint Center",
    "# Knee facts\n\nWritten by Carla Nunez, DO\n\nIt helps.",
]
UNOWNED = [
    "# Stem cell therapy for the knee\n\nIt helps. Call now.",
    "# Knee pain forum\n\nr/kneepain\n\nI saw Dr Smith at the Lakeside Clinic.",
]


@pytest.mark.parametrize("text", OWNED, ids=[t[:30] for t in OWNED])
def test_an_owner_is_named(text):
    assert names_owner(PageReading(text, rulebook())) is not None


@pytest.mark.parametrize("text", UNOWNED, ids=[t[:30] for t in UNOWNED])
def test_no_owner_is_named(text):
    assert names_owner(PageReading(text, rulebook())) is None
