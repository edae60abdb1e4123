"""Start a program, as another account and detached if wanted. Run as a script by `programs.py`, never imported by it:

    launch.py DETACH UID GID CAPABILITY FOLDER PROGRAM [ARGUMENT...]      ("-" for what is not wanted)

Exit status 126 when the account cannot be taken or cannot reach FOLDER or PROGRAM.

CAPABILITY is the answer to a checkout under /root: the server's account may not walk through a folder of mode 0700,
and no folder's mode may be changed for it. So the server keeps the one capability that lets it walk there. It is then
no more powerful than the process that starts it, which is root. (PostgreSQL asks with access(2), which forgets
capabilities of a program whose real user is not root unless SECBIT_NO_SETUID_FIXUP is set.)
"""

import ctypes
import os
import struct
import sys

PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP = 28, 1 << 2
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAPABILITY_VERSION_3 = 0x20080522
CANNOT = 126


def main(detach: str, uid: str, gid: str, capability: str, folder: str, *command: str) -> None:
    os.umask(0o077)
    if detach != "-":
        os.setsid()
        if os.fork():
            os._exit(0)
    try:
        if uid != "-":
            become(int(uid), int(gid), None if capability == "-" else int(capability))
        os.chdir(folder)
        os.execv(command[0], command)  # noqa: S606 that is what it is for
    except OSError as error:
        print(f"launch: FATAL: {error}", file=sys.stderr, flush=True)
        os._exit(CANNOT)


def become(uid: int, gid: int, capability: int | None) -> None:
    """Give up root for good, all but one capability at most."""
    if capability is not None:
        prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if capability is not None:
        mask = 1 << capability  # effective, permitted, inheritable of capabilities 0-31, then of 32-63
        call("capset", struct.pack("Ii", CAPABILITY_VERSION_3, 0), struct.pack("6I", mask, mask, mask, 0, 0, 0))
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def prctl(option: int, *arguments: int) -> None:
    call("prctl", option, *(ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]))


def call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    main(*sys.argv[1:])
