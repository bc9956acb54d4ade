"""The networks of the plans in PyTorch, with its own initialisation. Pixels go in as [B, 784] in the model's range; logits or raw values come out."""
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

ACTIVATIONS = {"relu": F.relu, "leaky-relu": F.leaky_relu, "silu": F.silu, "tanh": torch.tanh}


class Mlp(nn.Module):
    def __init__(self, plan, pixels):
        super().__init__()
        hidden, latent = plan["hiddenDims"], plan["latentDim"]
        self.activation = ACTIVATIONS[plan.get("activation", "relu")]
        down = [pixels, *hidden]
        self.down = nn.ModuleList(nn.Linear(a, b) for a, b in zip(down, down[1:]))
        self.mu = nn.Linear(hidden[-1], latent)
        self.spread = nn.Linear(hidden[-1], latent)
        up = [latent, *reversed(hidden)]
        self.up = nn.ModuleList(nn.Linear(a, b) for a, b in zip(up, up[1:]))
        self.out = nn.Linear(hidden[0], pixels)

    def encode(self, x):
        for layer in self.down:
            x = self.activation(layer(x))
        return self.mu(x), self.spread(x)

    def decode(self, z):
        for layer in self.up:
            z = self.activation(layer(z))
        return self.out(z)


class LeakyMlp(nn.Module):
    """The heads have a layer of their own, and the output layer starts from the first hidden width."""

    def __init__(self, plan, pixels):
        super().__init__()
        hidden, latent = plan["hiddenDims"], plan["latentDim"]

        def head():
            return nn.Sequential(nn.Linear(hidden[-1], latent), nn.LeakyReLU(), nn.Linear(latent, latent))

        def stack(widths):
            return nn.Sequential(*(part for a, b in zip(widths, widths[1:]) for part in (nn.Linear(a, b), nn.LeakyReLU())))

        self.encoder = stack([pixels, *hidden])
        self.mu, self.spread = head(), head()
        self.decoder = stack([latent, *reversed(hidden)])
        self.out = nn.Linear(hidden[0], pixels)

    def encode(self, x):
        h = self.encoder(x)
        return self.mu(h), self.spread(h)

    def decode(self, z):
        return self.out(self.decoder(z))


class Conv(nn.Module):
    def __init__(self, plan, pixels):
        super().__init__()
        channels, latent, neck = plan.get("channels", [32, 64]), plan["latentDim"], plan.get("bottleneck", 16)
        self.side = math.isqrt(pixels)
        sizes = [self.side]
        for _ in channels:
            sizes.append((sizes[-1] + 1) // 2)
        self.inner = (channels[-1], sizes[-1], sizes[-1])
        flat = math.prod(self.inner)
        down = [1, *channels]
        self.down = nn.ModuleList(nn.Conv2d(a, b, 3, stride=2, padding=1) for a, b in zip(down, down[1:]))
        self.neck = nn.Linear(flat, neck) if neck else None
        self.mu = nn.Linear(neck or flat, latent)
        self.spread = nn.Linear(neck or flat, latent)
        self.wide = nn.Linear(latent, flat)
        up, grow = [channels[-1], *reversed(channels)], sizes[::-1]
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(a, b, 3, stride=2, padding=1, output_padding=grow[i + 1] - (2 * grow[i] - 1))
            for i, (a, b) in enumerate(zip(up, up[1:])))
        self.out = nn.ConvTranspose2d(channels[0], 1, 3, stride=1, padding=1)

    def encode(self, x):
        h = x.view(-1, 1, self.side, self.side)
        for layer in self.down:
            h = F.relu(layer(h), inplace=True)
        h = h.flatten(1)
        if self.neck is not None:
            h = F.relu(self.neck(h), inplace=True)
        return self.mu(h), self.spread(h)

    def decode(self, z):
        h = F.relu(self.wide(z), inplace=True).view(-1, *self.inner)
        for layer in self.up:
            h = F.relu(layer(h), inplace=True)
        return self.out(h).flatten(1)


class Gaussian(nn.Module):
    """The second head is log sigma^2."""

    def forward(self, mu, spread):
        return mu, spread

    def sample(self, mu, logvar):
        return mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)

    def kl(self, mu, logvar):
        """[B, D]"""
        return -0.5 * (1 + logvar - mu.square() - logvar.exp())

    def log_prior(self, z):
        return -0.5 * (z.square() + math.log(2 * math.pi)).sum(-1)

    def log_density(self, z, mu, logvar):
        return -0.5 * (logvar + (z - mu).square() / logvar.exp() + math.log(2 * math.pi)).sum(-1)


class BatchNorm(Gaussian):
    """The second head is sigma. Both are normalised over the batch, and share a scale of which the mean always has a part."""

    TAU = 0.5

    def __init__(self, latent):
        super().__init__()
        self.theta = nn.Parameter(torch.zeros(latent))
        self.mu_norm = nn.BatchNorm1d(latent, eps=1e-8, affine=False)
        self.sigma_norm = nn.BatchNorm1d(latent, eps=1e-8, affine=False)

    def forward(self, mu, spread):
        mu = self.mu_norm(mu) * (self.TAU + (1 - self.TAU) * self.theta.sigmoid()).sqrt()
        sigma = self.sigma_norm(spread) * ((1 - self.TAU) * (-self.theta).sigmoid()).sqrt()
        return mu, sigma.square().clamp_min(1e-8).log()


class Sphere(nn.Module):
    """Von Mises and Fisher's distribution with a fixed concentration: the cosine by a table of its quantiles, then a direction across."""

    STEPS = 1 << 16

    def __init__(self, latent, kappa):
        super().__init__()
        w = np.linspace(-1, 1, 2 * self.STEPS + 1)[1:-1]
        across = (latent - 3) / 2 * np.log1p(-w * w)
        weights = np.exp(kappa * (w - 1) + across)
        mass = np.cumsum(weights) / weights.sum()
        self.register_buffer("table", torch.from_numpy(np.interp(np.linspace(0, 1, self.STEPS + 1), mass, w)).float())
        # KL to the uniform distribution: E[kappa w] - log(Z / Z0), both integrals over the cosine.
        mean = (weights * w).sum() / weights.sum()
        self.constant = kappa * mean - (math.log(weights.sum()) + kappa) + math.log(np.exp(across).sum())

    def forward(self, mu, spread):
        return F.normalize(mu), spread

    def sample(self, mu, spread):
        at = torch.rand(len(mu), 1) * self.STEPS
        cell = at.floor().clamp_max(self.STEPS - 1)
        low, high = self.table[cell.long()], self.table[cell.long() + 1]
        w = low + (high - low) * (at - cell)
        noise = torch.randn_like(mu)
        across = F.normalize(noise - (noise * mu).sum(1, keepdim=True) * mu)
        return w * mu + (1 - w.square()).sqrt() * across

    def kl(self, mu, spread):
        return torch.full((len(mu), 1), self.constant)


ARCHITECTURES = {"mlp": Mlp, "leaky-mlp": LeakyMlp, "conv": Conv}


def posterior_of(plan):
    kind = plan.get("posterior", "gaussian")
    if kind == "batch-norm":
        return BatchNorm(plan["latentDim"])
    if kind == "von-mises-fisher":
        return Sphere(plan["latentDim"], plan.get("kappa", 20))
    return Gaussian()


class Vae(nn.Module):
    def __init__(self, plan, pixels):
        super().__init__()
        self.net = ARCHITECTURES[plan["architecture"]](plan, pixels)
        self.posterior = posterior_of(plan)
        self.symmetric = plan.get("range", "unit") == "symmetric"
        self.output = plan.get("output", "sigmoid")

    def to_range(self, x):
        return x * 2 - 1 if self.symmetric else x

    def locate(self, raw):
        return {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "linear": lambda value: value}[self.output](raw)

    def encode(self, x):
        return self.posterior(*self.net.encode(self.to_range(x)))
