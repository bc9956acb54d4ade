"""Runs a plan of bench/quality in PyTorch, in the best configuration known for two CPU cores.

Usage: train.py DATA NLL_SAMPLES NLL_IMAGES <plan.json
  DATA has train.u8, test.u8 and test-binary.u8, bytes of images. Prints one JSON object: figures and versions, or a refusal
  where the plan asks for something that is not written here. An epoch's line goes to stderr.

The caller preloads tcmalloc and sets OPENBLAS_NUM_THREADS; here: one ATen thread, denormals flushed, `foreach` Adam, the loss on logits.
"""
import json
import platform
import sys
import time

import numpy as np
import torch

from models import ARCHITECTURES, Vae
from objective import Objective, nll

# What this program has of each option; the rest is refused, never left out in silence.
KNOWN = {
    "model": {"architecture": list(ARCHITECTURES), "classes": [0], "learnedScale": [False]},
    "objective": {
        "likelihood": ["bernoulli", "gaussian"], "scale": ["fixed"], "divergence": ["analytic"], "warmup": ["none", "linear"],
        "totalCorrelation": [0], "mmd": [0],
    },
    "training": {
        "optimizer": ["adam"], "weightDecay": [0], "schedule": ["constant"], "warmupEpochs": [0], "clipNorm": [0], "patience": [0],
        "emaDecay": [0], "weights": ["last"], "validationShare": [0], "precision": ["full"],
    },
}


def refusal(plan):
    found = [
        f"{part}.{name} {plan[part][name]}"
        for part, options in KNOWN.items() for name, values in options.items()
        if name in plan[part] and plan[part][name] not in values]
    return f"no PyTorch peer for {', '.join(found)}" if found else None


def read(folder, name, pixels):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.u8", np.uint8).reshape(-1, pixels)).float() / 255


@torch.no_grad()
def measure(model, objective, images):
    model.eval()
    torch.manual_seed(20131220)
    sums = torch.zeros(3, dtype=torch.float64)
    for x in images.split(256):
        sums += torch.stack(objective.evaluate(model, x)[1:]).double()
    model.train()
    return (sums / len(images)).tolist()


@torch.no_grad()
def latent_use(model, images):
    model.eval()
    means = torch.cat([model.encode(x)[0] for x in images.split(500)]).double()
    variances = means.var(0, unbiased=False)
    # As the collapse doctor: of a thousand images spread over all, and a millionth of the greatest variance is nothing. It leaves out idle dimensions.
    covariance = means[:: max(1, len(means) // 1000)].T.cov(correction=0).reshape(means.shape[1], -1)
    directions = int((torch.linalg.eigvalsh(covariance) > max(1e-10, 1e-6 * float(variances.max()))).sum())
    return int((variances > 0.01).sum()), directions


def train(plan, model, objective, images, test):
    options = plan["training"]
    adam = torch.optim.Adam(model.parameters(), lr=options["learningRate"], foreach=True)
    binarization = options.get("binarization", "none")
    if binarization == "static":
        images = torch.bernoulli(images)
    # The trainer's own stream: with it both sides see the same pixels in the same steps.
    pixel_draws = torch.Generator().manual_seed((options["seed"] ^ 0x5DEECE66) & 0xFFFFFFFF)
    warm = plan["objective"].get("warmupEpochs", 0) if plan["objective"].get("warmup", "none") == "linear" else 0
    steps_per_epoch = -(-len(images) // options["batchSize"])
    step = 0
    for epoch in range(1, options["epochs"] + 1):
        started, sums = time.perf_counter(), torch.zeros(3, dtype=torch.float64)
        order = torch.randperm(len(images))
        for rows in order.split(options["batchSize"]):
            x = images.index_select(0, rows)
            if binarization == "dynamic":
                x = torch.bernoulli(x, generator=pixel_draws)
            share = min(1.0, step / (warm * steps_per_epoch)) if warm else 1.0
            loss, *reported = objective.evaluate(model, x, share)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            adam.step()
            sums += torch.stack([one.detach() for one in reported]).double()
            step += 1
        state = torch.get_rng_state()
        held_out = measure(model, objective, test)
        torch.set_rng_state(state)
        trained = (sums / len(images)).tolist()
        print(
            f"  epoch {epoch}: train {trained[0]:.3f}, test {held_out[0]:.3f} = {held_out[1]:.3f} + {held_out[2]:.3f}, "
            f"{time.perf_counter() - started:.1f} s", file=sys.stderr, flush=True)
    return trained, held_out


def main():
    folder, samples, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    plan = json.load(sys.stdin)
    refused = refusal(plan)
    if refused:
        print(json.dumps({"refusal": refused}))
        return

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(plan["training"]["seed"])
    shape = plan["input"]
    pixels = shape["channels"] * shape["height"] * shape["width"]
    images = read(folder, "train", pixels)
    binary = plan["training"].get("binarization", "none") != "none"
    test = read(folder, "test-binary" if binary else "test", pixels)
    model, objective = Vae(plan["model"], pixels), Objective(plan["objective"])
    trained, held_out = train(plan, model, objective, images, test)

    figures = dict(zip(("trainLoss", "trainRecon", "trainKl", "testLoss", "testRecon", "testKl"), trained + held_out))
    figures["constant"] = objective.constant(pixels)
    figures["activeUnits"], figures["directions"] = latent_use(model, test)
    if samples > 0:
        torch.manual_seed(1)
        figures["nll"], figures["nllError"] = nll(model, objective, read(folder, "test-binary", pixels)[:count], samples)
        figures["nllImages"], figures["nllSamples"] = count, samples
    print(json.dumps({"figures": figures, "versions": f"Python {platform.python_version()}, PyTorch {torch.__version__}"}))


main()
