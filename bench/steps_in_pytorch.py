"""
Train in PyTorch, in float64 and with one thread, as often as it is asked.

bench/training.py starts it in a Python that has PyTorch: its own, or one in another environment.

    python bench/steps_in_pytorch.py FILE.npz ITERATIONS    a round for each line of the input

The file has X, Y, the learning rate and the parameters in order. After a line "ready", each line
that is read is answered with one when the round is done.
"""

from __future__ import annotations

import sys

import numpy as np
import torch


def main(path: str, iterations: int) -> None:
    """Train a round for each line of the standard input."""
    torch.set_num_threads(1)
    with np.load(path) as given:
        X, Y, rate, *parameters = (torch.from_numpy(given[name]) for name in given.files)
    for tensor in parameters:
        tensor.requires_grad_(True)
    print("ready", flush=True)
    for _ in sys.stdin:
        for _ in range(iterations):
            A = X
            for W, b in zip(parameters[::2], parameters[1::2], strict=True):
                Z = W @ A + b
                A = torch.sigmoid(Z) if W is parameters[-2] else torch.relu(Z)
            cost = torch.nn.functional.binary_cross_entropy(A, Y)
            gradients = torch.autograd.grad(cost, parameters)
            with torch.no_grad():
                for tensor, gradient in zip(parameters, gradients, strict=True):
                    tensor -= rate * gradient
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
