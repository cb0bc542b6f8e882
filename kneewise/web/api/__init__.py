"""The REST interface, version 1, at ``/api/v1``: the same results and the same error words as page and terminal."""
