"""The one thing the site stores, and only when asked: a report under a private link."""

from django.db import models


class SavedReport(models.Model):
    """Answers saved for a private link.

    The link's token is kept only as a hash, the answers only encrypted; the key stands in neither the database nor the
    link. After `expires` the row is deleted.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    answers = models.BinaryField()
    language = models.CharField(max_length=2, default="en")
    dataset_version = models.CharField(max_length=80)
    created = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kneewise_saved_report"

    def __str__(self) -> str:
        return f"saved report {self.pk}, until {self.expires:%Y-%m-%d}"
