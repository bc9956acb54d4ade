"""Loss = recon + beta * kl + whatever an importance-weighted bound or free bits add; sums over the batch, in nats."""
import math

import torch
from torch.nn import functional as F


class Objective:
    def __init__(self, plan):
        self.bernoulli = plan.get("likelihood", "bernoulli") == "bernoulli"
        self.sigma = plan.get("sigma", math.sqrt(0.5))
        self.beta = plan.get("beta", 1)
        self.samples = plan.get("samples", 1)
        self.weighted = plan.get("bound", "elbo") == "importance-weighted"
        self.draws = plan.get("sampleLatent", True)
        self.free = plan.get("freeBits", 0)

    def constant(self, pixels):
        return None if self.bernoulli else pixels * math.log(self.sigma * math.sqrt(2 * math.pi))

    def recon(self, model, raw, x):
        """-log p(x|z): raw [S, B, P] and x [B, P] give [S, B]."""
        if self.bernoulli:
            # softplus(l) - l x is the cross-entropy of the logit l; the second part is a product of vectors.
            return F.softplus(raw).sum(-1) - torch.einsum("sbp,bp->sb", raw, x)
        squares = (model.locate(raw) - model.to_range(x)).square().sum(-1)
        return squares / (2 * self.sigma ** 2) + self.constant(x.shape[1])

    def evaluate(self, model, x, warmup=1.0):
        """(loss, loss at full beta, recon, kl), each summed over the batch."""
        mu, spread = model.encode(x)
        kl_parts = model.posterior.kl(mu, spread)
        kl = kl_parts.sum()
        if not self.draws:
            recon = self.recon_sum(model, mu, x)
            return recon + warmup * self.beta * kl, recon + self.beta * kl, recon, kl

        if self.samples == 1:
            recon = self.recon_sum(model, model.posterior.sample(mu, spread), x)
        else:
            many = mu.repeat(self.samples, 1), spread.repeat(self.samples, 1)
            z = model.posterior.sample(*many)
            raw = model.net.decode(z).view(self.samples, *x.shape)
            terms = self.recon(model, raw, x)
            recon = terms.mean(0).sum()
            if self.weighted:
                log_weights = (model.posterior.log_prior(z) - model.posterior.log_density(z, *many)).view_as(terms) - terms
                loss = -(log_weights.logsumexp(0) - math.log(self.samples)).sum()
                return loss, loss, recon, kl

        counted = kl_parts.sum(0).clamp_min(self.free * len(x)).sum() if self.free > 0 else kl
        return recon + warmup * self.beta * counted, recon + self.beta * counted, recon, kl

    def recon_sum(self, model, z, x):
        raw = model.net.decode(z)
        if self.bernoulli:
            return F.binary_cross_entropy_with_logits(raw, x, reduction="sum")
        return self.recon(model, raw[None], x).sum()


@torch.no_grad()
def nll(model, objective, images, samples, chunk=50_000):
    """The importance-weighted estimate of -log p(x) with `samples` draws an image: mean and standard error over the images."""
    values = []
    for x in images.split(10):
        mu, spread = model.encode(x)
        total = torch.full((len(x),), -math.inf, dtype=torch.float64)
        left, most = samples, max(1, chunk // (10 * 10))
        while left > 0:
            count = min(left, most)
            many = mu.repeat(count, 1), spread.repeat(count, 1)
            z = model.posterior.sample(*many)
            terms = objective.recon(model, model.net.decode(z).view(count, *x.shape), x)
            weights = (model.posterior.log_prior(z) - model.posterior.log_density(z, *many)).view_as(terms) - terms
            total = torch.logaddexp(total, weights.double().logsumexp(0))
            left -= count
        values.append(math.log(samples) - total)
    values = torch.cat(values)
    return values.mean().item(), (values.std() / math.sqrt(len(values))).item()
