# The evidence explorer at /evidence.
