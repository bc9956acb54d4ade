"""The networks of the service's checkpoints in PyTorch: `mlp` with one hidden layer, `conv` and `resnet`, read from the names of their weights."""
import torch
from torch.nn import functional as F


def build(weights):
    """A network with `latent`, `encode` ([B, 784] to [B, 2 * latent], mu then logvar) and `decode` ([B, latent] to logits [B, 784])."""
    network = Conv if "decoder.deconv1.weight" in weights else ResNet if "decoder.up1.conv.weight" in weights else Mlp
    return network(weights)


class Network:
    def __init__(self, weights, heads):
        self.weights = weights
        # Both heads of the encoder run as one product.
        self.heads = tuple(torch.cat([weights[f"{name}.{part}"] for name in heads]) for part in ("weight", "bias"))
        self.latent = weights[f"{heads[0]}.bias"].numel()

    def layer(self, name):
        return self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]

    def many(self, prefix, suffix=""):
        """Names from 1 on, as many as there are."""
        number = 1
        while f"{prefix}{number}{suffix}.weight" in self.weights:
            yield f"{prefix}{number}{suffix}"
            number += 1


class Mlp(Network):
    """Names of the write-up's class: fc1, fc21, fc22, fc3, fc4."""

    def __init__(self, weights):
        super().__init__(weights, ("fc21", "fc22"))
        self.hidden, self.up, self.out = self.layer("fc1"), self.layer("fc3"), self.layer("fc4")

    def encode(self, x):
        return F.linear(torch.relu_(F.linear(x, *self.hidden)), *self.heads)

    def decode(self, z):
        return F.linear(torch.relu_(F.linear(z, *self.up)), *self.out)


class Conv(Network):
    def __init__(self, weights):
        super().__init__(weights, ("encoder.fc_mu", "encoder.fc_logvar"))
        self.down = [self.layer(name) for name in self.many("encoder.conv")]
        self.narrow, self.up = self.layer("encoder.fc"), self.layer("decoder.fc")
        *self.deconvs, self.out = (self.layer(name) for name in self.many("decoder.deconv"))

    def encode(self, x):
        h = x.view(-1, 1, 28, 28)
        for layer in self.down:
            h = torch.relu_(F.conv2d(h, *layer, stride=2, padding=1))
        return F.linear(torch.relu_(F.linear(h.flatten(1), *self.narrow)), *self.heads)

    def decode(self, z):
        h = torch.relu_(F.linear(z, *self.up)).view(-1, self.down[-1][0].shape[0], 7, 7)
        for layer in self.deconvs:
            h = torch.relu_(F.conv_transpose2d(h, *layer, stride=2, padding=1, output_padding=1))
        return F.conv_transpose2d(h, *self.out, padding=1).flatten(1)


class ResNet(Network):
    SIDES = (28, 14, 7, 4)
    GROUPS = 8

    def __init__(self, weights):
        super().__init__(weights, ("encoder.fc_mu", "encoder.fc_logvar"))
        stages = range(1, 1 + len(list(self.many("encoder.down"))))
        self.down = [(self.layer(f"encoder.down{stage}"), self.blocks("encoder", stage)) for stage in stages]
        self.norm, self.fc = self.layer("encoder.norm"), self.layer("decoder.fc")
        self.up = [(self.blocks("decoder", stage), self.SIDES[stage - 1], self.layer(f"decoder.up{stage}.conv")) for stage in reversed(stages)]
        self.last_norm, self.out = self.layer("decoder.norm"), self.layer("decoder.out")

    def blocks(self, half, stage):
        names = (name.rpartition(".")[0] for name in self.many(f"{half}.block{stage}_", ".norm1"))
        return [[self.layer(f"{name}.{part}") for part in ("norm1", "conv1", "norm2", "conv2")] for name in names]

    def normalised(self, x, norm):
        return F.silu(F.group_norm(x, self.GROUPS, *norm), inplace=True)

    def residual(self, x, blocks):
        for norm1, conv1, norm2, conv2 in blocks:
            h = F.conv2d(self.normalised(x, norm1), *conv1, padding=1)
            x = F.conv2d(self.normalised(h, norm2), *conv2, padding=1).add_(x)
        return x

    def encode(self, x):
        h = x.view(-1, 1, 28, 28)
        for conv, blocks in self.down:
            h = self.residual(F.conv2d(h, *conv, stride=2, padding=1), blocks)
        return F.linear(self.normalised(h, self.norm).flatten(1), *self.heads)

    def decode(self, z):
        h = F.linear(z, *self.fc).view(len(z), -1, 4, 4)
        for blocks, side, conv in self.up:
            h = F.conv2d(F.interpolate(self.residual(h, blocks), size=(side, side)), *conv, padding=1)
        return F.conv2d(self.normalised(h, self.last_norm), *self.out, padding=1).flatten(1)
