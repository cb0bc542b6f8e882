"""What a page is about: whether it is one of those that the audit reads.

Subject words count wherever they stand, each sentence once per group: products of cells, blood or birth tissue, the
knee and other joint words, and words of other subjects that use the same vocabulary (cord banks, marrow donors,
animals, anatomy, shares).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneewise.claims.matcher import Reading

_PRODUCT = ("CELL", "PRP", "EXOSOME")
_TISSUE = ("MARROW", "FAT", "CORD", "AMNIOTIC", "BIOLOGIC", "VIALS")
_GIVEN = ("INJECT", "HARVEST", "VIALS")
_KNEE = ("KNEE", "TKR", "HA")
_JOINT = ("JOINT", "JOINTISH")
# Points from which a page treats (product) the joint (joint); with plenty of product, one joint word will do.
ENOUGH, PLENTY = 2, 4
# A page on joints with hardly a product, and none in its first lines, names the product in passing.
IN_PASSING, TIMES_JOINT, TITLE = 3, 5, 3
# Words of another subject in so many sentences outweigh a knee that is named in passing.
FEWEST_OFF = 2


def is_on_subject(readings: list[Reading]) -> bool:
    """Whether a page speaks of treating a knee (or joints) with cells, blood or birth tissue."""
    product = sum(_product_points(r) for r in readings)
    joint = sum(_joint_points(r) for r in readings)
    given = sum(1 for r in readings if _has(r, _GIVEN))
    sold = any(r.hits.get("MONEY") for r in readings)
    treats = product >= ENOUGH or (product and (given >= ENOUGH or (sold and joint >= PLENTY)))
    if not treats or not joint or (joint < ENOUGH and product < PLENTY):
        return False
    off = sum(1 for r in readings if r.hits.get("OFF_SUBJECT"))
    on = sum(1 for r in readings if _has(r, _KNEE) or (_has(r, _JOINT) and not r.hits.get("OFF_SUBJECT")))
    if off >= FEWEST_OFF and off > on:
        return False
    meant = any(_product_points(r) for r in readings[:TITLE]) or any(
        _product_points(r) and _has(r, _GIVEN) for r in readings
    )
    return bool(meant or product > IN_PASSING or joint < TIMES_JOINT * product)


def _has(reading: Reading, names: tuple[str, ...]) -> bool:
    return any(reading.hits.get(name) for name in names)


def _product_points(reading: Reading) -> int:
    """2 for a product by name, or for tissue that is taken or given; 1 for tissue that is only named."""
    if _has(reading, _PRODUCT):
        return 2
    if not _has(reading, _TISSUE):
        return 0
    return 2 if _has(reading, _GIVEN) else 1


def _joint_points(reading: Reading) -> int:
    if _has(reading, _KNEE):
        return 2
    return 1 if _has(reading, _JOINT) else 0
