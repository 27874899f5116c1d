"""What a command can be deprived of before it begins: room on the disk, the rights of root."""

from __future__ import annotations

import ctypes
import resource

RIGHTS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

PR_CAPBSET_DROP = 24
CAPABILITIES_OF_64_BITS = 0x20080522
"""See prctl(2) and capset(2)."""


def limit_files(size: str) -> None:
    """Refuse every file that grows beyond this many bytes, as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))


def drop_roots_rights() -> None:
    """Take away root's right to write and read where nobody may, here and in programs that are begun from here."""
    system = ctypes.CDLL(None, use_errno=True)
    for capability in RIGHTS:
        # For anybody but root this fails and is not needed.
        system.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_OF_64_BITS, 0)
    # Effective, permitted and inheritable rights, twice: those numbered below 32 and those above.
    rights = (ctypes.c_uint32 * 6)()
    system.capget(header, rights)
    for place in (0, 1):
        rights[place] &= ~sum(1 << capability for capability in RIGHTS)
    if system.capset(header, rights) != 0:
        raise OSError(ctypes.get_errno(), "capset")
