"""What the site stores, and only when asked: a report or a page check under a private link."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Kept(models.Model):
    """Something kept for a private link.

    The link's token is kept only as a hash, the content only encrypted; the key stands in neither the database nor the
    link. After `expires` the row is deleted. `packed` names the column with the encrypted content.
    """

    packed: ClassVar[str]

    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, default="en")
    dataset_version = models.CharField(max_length=80)
    created = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}, until {self.expires:%Y-%m-%d}"


class SavedReport(Kept):
    """A person's answers."""

    packed = "answers"
    answers = models.BinaryField()

    class Meta:
        db_table = "kneewise_saved_report"


class SavedCheck(Kept):
    """The check of one page or several: their texts and how their claims stood on that day."""

    packed = "content"
    content = models.BinaryField()

    class Meta:
        db_table = "kneewise_saved_check"
