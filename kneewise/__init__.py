"""kneewise: an honest second opinion on stem-cell treatment of the knee.

Sub-packages are imported on demand (``from kneewise import evidence``) so that a command pays only for what it uses.
"""

__version__ = "0.1.0"
