"""The training loop of `mlp` and `conv` in PyTorch, in the best configuration known for two CPU cores.

Usage: train_torch.py MODEL PIXELS COUNT EPOCHS
  PIXELS is a file of COUNT * 784 bytes. Trains one epoch to warm up and EPOCHS that count;
  prints images a second and the last epoch's loss in nats per image.

The caller preloads tcmalloc and sets OPENBLAS_NUM_THREADS; here: one ATen thread, denormals flushed, `foreach` Adam,
the loss on logits, the images in memory as one float tensor, shuffled by index_select as in the .NET trainer.
"""
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BATCH = 128


class Mlp(nn.Module):
    def __init__(self, hidden=400, latent=20):
        super().__init__()
        self.fc1 = nn.Linear(784, hidden)
        self.fc21 = nn.Linear(hidden, latent)
        self.fc22 = nn.Linear(hidden, latent)
        self.fc3 = nn.Linear(latent, hidden)
        self.fc4 = nn.Linear(hidden, 784)

    def encode(self, x):
        h = F.relu(self.fc1(x.flatten(1)), inplace=True)
        return self.fc21(h), self.fc22(h)

    def decode(self, z):
        return self.fc4(F.relu(self.fc3(z), inplace=True))


class Conv(nn.Module):
    def __init__(self, latent=16):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, stride=2, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, stride=2, padding=1)
        self.fc = nn.Linear(3136, 16)
        self.mu = nn.Linear(16, latent)
        self.logvar = nn.Linear(16, latent)
        self.up = nn.Linear(latent, 3136)
        self.deconv1 = nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1, output_padding=1)
        self.deconv2 = nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1)
        self.deconv3 = nn.ConvTranspose2d(32, 1, 3, stride=1, padding=1)

    def encode(self, x):
        h = F.relu(self.conv1(x.view(-1, 1, 28, 28)), inplace=True)
        h = F.relu(self.conv2(h), inplace=True)
        h = F.relu(self.fc(h.flatten(1)), inplace=True)
        return self.mu(h), self.logvar(h)

    def decode(self, z):
        h = F.relu(self.up(z), inplace=True).view(-1, 64, 7, 7)
        h = F.relu(self.deconv1(h), inplace=True)
        h = F.relu(self.deconv2(h), inplace=True)
        return self.deconv3(h).flatten(1)


def main():
    name, path, count, epochs = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:5])
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    images = torch.from_numpy(np.fromfile(path, np.uint8, count * 784).reshape(count, 784)).float() / 255
    model = {"mlp": Mlp, "conv": Conv}[name]()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)

    started, total = 0.0, 0.0
    for epoch in range(1 + epochs):
        if epoch == 1:
            started = time.perf_counter()
        order, total = torch.randperm(count), 0.0
        for at in range(0, count, BATCH):
            x = images.index_select(0, order[at:at + BATCH])
            mu, logvar = model.encode(x)
            z = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)
            recon = F.binary_cross_entropy_with_logits(model.decode(z), x, reduction="sum")
            kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
            loss = recon + kl
            adam.zero_grad(set_to_none=True)
            loss.backward()
            adam.step()
            total += loss.item()
    seconds = time.perf_counter() - started
    print(f"{epochs * count / seconds:.1f} {total / count:.3f}")


main()
