"""The evidence explorer at ``/evidence``: a state in the address, its view, its downloads, its link."""
