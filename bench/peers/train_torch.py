"""The training loop of `mlp`, `mlp-deep`, `conv` and `resnet` in PyTorch, in the best configuration known for two CPU cores.

Usage: train_torch.py MODEL PIXELS COUNT EPOCHS THREADS
  PIXELS is a file of at least COUNT * 784 bytes, THREADS is how many ATen uses. Trains one epoch to warm up and EPOCHS that count;
  prints images a second and the last epoch's loss in nats per image.

The caller preloads tcmalloc and sets OPENBLAS_NUM_THREADS; here: denormals flushed, `foreach` Adam, the loss on logits, the
images in memory as one float tensor, shuffled by index_select as in the .NET trainer.
"""
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import openblas

BATCH = 128


def hidden(widths):
    return [layer for pair in zip(widths, widths[1:]) for layer in (nn.Linear(*pair), nn.ReLU(inplace=True))]


class Mlp(nn.Module):
    def __init__(self, widths, latent=20):
        super().__init__()
        self.down = nn.Sequential(*hidden([784, *widths]))
        self.mu = nn.Linear(widths[-1], latent)
        self.logvar = nn.Linear(widths[-1], latent)
        self.up = nn.Sequential(*hidden([latent, *reversed(widths)]), nn.Linear(widths[0], 784))

    def encode(self, x):
        h = self.down(x)
        return self.mu(h), self.logvar(h)

    def decode(self, z):
        return self.up(z)


class Conv(nn.Module):
    def __init__(self, latent=2):
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


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(
            nn.GroupNorm(8, channels), nn.SiLU(inplace=True), nn.Conv2d(channels, channels, 3, padding=1),
            nn.GroupNorm(8, channels), nn.SiLU(inplace=True), nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x):
        return self.layers(x).add_(x)


class ResNet(nn.Module):
    SIDES = (28, 14, 7, 4)

    def __init__(self, channels=(32, 64, 128), blocks=2, latent=64):
        super().__init__()
        self.inner = channels[-1]
        # In the order of the .NET model: the same seed draws the same initial values.
        down = []
        for source, to in zip((1, *channels), channels):
            down += [nn.Conv2d(source, to, 3, stride=2, padding=1), *(Residual(to) for _ in range(blocks))]
        self.down = nn.Sequential(*down, nn.GroupNorm(8, self.inner), nn.SiLU(inplace=True), nn.Flatten())
        self.mu = nn.Linear(self.inner * 16, latent)
        self.logvar = nn.Linear(self.inner * 16, latent)
        self.fc = nn.Linear(latent, self.inner * 16)
        up = []
        for i in reversed(range(len(channels))):
            up += [*(Residual(channels[i]) for _ in range(blocks)), nn.Upsample(size=(self.SIDES[i], self.SIDES[i])),
                   nn.Conv2d(channels[i], channels[max(i - 1, 0)], 3, padding=1)]
        self.up = nn.Sequential(*up, nn.GroupNorm(8, channels[0]), nn.SiLU(inplace=True), nn.Conv2d(channels[0], 1, 3, padding=1))

    def encode(self, x):
        h = self.down(x.view(-1, 1, 28, 28))
        return self.mu(h), self.logvar(h)

    def decode(self, z):
        return self.up(self.fc(z).view(-1, self.inner, 4, 4)).flatten(1)


MODELS = {"mlp": lambda: Mlp([400]), "mlp-deep": lambda: Mlp([512, 256]), "conv": Conv, "resnet": ResNet}


def main():
    name, path, count, epochs, threads = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    torch.set_num_threads(threads)
    openblas.require()
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    images = torch.from_numpy(np.fromfile(path, np.uint8, count * 784).reshape(count, 784)).float() / 255
    model = MODELS[name]()
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
