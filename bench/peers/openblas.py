"""What the PyTorch peers need to be worth comparing with."""
import sys

import torch


def require():
    """Without libopenblas0-pthread Debian's PyTorch multiplies with the reference BLAS, more than ten times slower, and says nothing."""
    torch.rand(64, 64) @ torch.rand(64, 64)
    with open("/proc/self/maps") as maps:
        if "openblas" not in maps.read():
            sys.exit("error: PyTorch runs on the reference BLAS; install libopenblas0-pthread")
