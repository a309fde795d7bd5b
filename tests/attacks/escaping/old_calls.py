"""Makes a denied call through the 32-bit entry of the kernel.

Success: the call is allowed.
Stopped by: seccomp
Report: crashed|processor time or memory|SIGSYS
"""

import ctypes
import mmap


def double(x):
    # mov eax, 20 (getpid); int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    number = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    raise ValueError("DOOR OPEN", number)
