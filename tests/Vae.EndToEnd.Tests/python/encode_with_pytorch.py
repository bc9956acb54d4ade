"""Loads a downloaded checkpoint into the write-up's own PyTorch class and encodes an image with it.

Usage: encode_with_pytorch.py CHECKPOINT PIXELS   (784 float32 values in [0, 1]; prints mu as JSON)
"""
import json
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, 20)
        self.fc22 = nn.Linear(400, 20)
        self.fc3 = nn.Linear(20, 400)
        self.fc4 = nn.Linear(400, 784)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)


def read_safetensors(path):
    data = open(path, "rb").read()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(data[8 + length:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }


model = VAE()
model.load_state_dict({name: torch.from_numpy(values.copy()) for name, values in read_safetensors(sys.argv[1]).items()})
mu, _ = model.encode(torch.from_numpy(np.fromfile(sys.argv[2], np.float32)).view(1, 784))
print(json.dumps(mu[0].tolist()))
