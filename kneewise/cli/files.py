"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kneewise.errors import InputError


def write_whole(path: Path, content: bytes) -> None:
    """Write to a temporary file beside ``path`` and move it into place, so that a failure leaves no partial file.

    Raises
    ------
    InputError
        Where the folder is missing or cannot be written to.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as temporary:
            temporary.write(content)
        os.chmod(temporary.name, 0o644)
        os.replace(temporary.name, path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})", "Choose another folder.") from None
