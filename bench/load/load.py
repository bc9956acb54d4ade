"""Drives servers of /encode, /decode and /sample with the same load and prints tables in Markdown.

Usage: load.py [--rounds N] [--seconds S] [--connections 1,8,32] SERVER...
  SERVER is NAME=URL, NAME=URL=PID,PID or NAME=URL=PID,PID=TIMES. With process ids, processor time and memory are told too; TIMES is how many
  times the requests a second of this server the first one is meant to answer at 32 connections: the ratios there are told with their targets.
  The environment's VAE_API_KEY, if any, is sent as a bearer token.

The first server is measured against the others. Before any load, all must give the same answers. Runs of the servers
alternate and medians over the rounds are compared, so that what a noisy machine does to one it does to all.
"""
import argparse
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

INPUTS = 64
SIDE = 28
# What the other server takes of each, in units of the first one's, where its argument names TIMES.
TARGET_CONNECTIONS = 32
P99_TARGET = 2
CPU_TARGET = 6
HERE = os.path.dirname(os.path.abspath(__file__))
ROUTES = {
    # route: what it takes, what it gives, in words
    "encode": ("image/png", "application/json", "PNG → JSON"),
    "decode": ("application/json", "image/png", "JSON → PNG"),
    "sample": ("application/json", "image/png", "16 images → PNG grid"),
}


RATE_LIMITED = " (rate-limited): raise RateLimits__InferPerSecond and RateLimits__InferBurst on the service"


class Server:
    def __init__(self, text):
        self.name, self.url, pids, times = (text.split("=") + ["", ""])[:4]
        self.url = self.url.rstrip("/")
        self.pids = [int(pid) for pid in pids.split(",") if pid]
        self.target = float(times) if times else None

    def post(self, route, body):
        takes, gives, _ = ROUTES[route]
        headers = {"Content-Type": takes, "Accept": gives}
        if key := os.environ.get("VAE_API_KEY"):
            headers["Authorization"] = f"Bearer {key}"
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{self.url}/{route}", body, headers), timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            sys.exit(f"error: {self.name} answers POST /{route} with {error.code}{RATE_LIMITED if error.code == 429 else ''}")

    def cpu_seconds(self):
        """User and system time of all its processes."""
        ticks = 0
        for pid in self.pids:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self):
        pages = 0
        for pid in self.pids:
            with open(f"/proc/{pid}/statm") as file:
                pages += int(file.read().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def draw_stroke(generator):
    """Something like handwriting, as PNG."""
    image = Image.new("L", (SIDE, SIDE))
    points = [(generator.uniform(6, 22), generator.uniform(4, 24)) for _ in range(4)]
    ImageDraw.Draw(image).line(points, fill=255, width=3, joint="curve")
    file = BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.6)).save(file, "PNG")
    return file.getvalue()


def prepare(server, folder):
    """Different inputs in turn; the latents are those of the images. All are sent by POST, whose answers no server here keeps."""
    generator = random.Random(1)
    bodies = {"encode": [draw_stroke(generator) for _ in range(INPUTS)]}
    latents = [json.loads(server.post("encode", body))["items"][0]["mu"] for body in bodies["encode"]]
    bodies["decode"] = [json.dumps({"z": [float(f"{value:.7g}") for value in mu]}).encode() for mu in latents]
    bodies["sample"] = [json.dumps({"count": 16, "seed": seed}).encode() for seed in range(INPUTS)]
    for route, list_of_bodies in bodies.items():
        os.mkdir(f"{folder}/{route}")
        for number, body in enumerate(list_of_bodies):
            with open(f"{folder}/{route}/{number}", "wb") as file:
                file.write(body)
    return bodies


def read_answer(route, answer):
    """Numbers of an answer, in the units of its tolerance: 1e-4 for latents, one level for pixels."""
    if route == "encode":
        item = json.loads(answer)["items"][0]
        return np.array(item["mu"] + item["logvar"] + item["z"]) / 1e-4
    return np.asarray(Image.open(BytesIO(answer)).convert("L"), np.float64)


def verify(servers, bodies):
    first, *others = servers
    for route, body in ((route, body) for route, many in bodies.items() for body in many):
        expected = read_answer(route, first.post(route, body))
        for other in others:
            actual = read_answer(route, other.post(route, body))
            if expected.shape != actual.shape or np.abs(expected - actual).max() > 1:
                sys.exit(f"error: {other.name} answers /{route} otherwise than {first.name}: shapes {actual.shape} and {expected.shape}")


def wrk(server, route, folder, connections, seconds):
    takes, gives, _ = ROUTES[route]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", f"{HERE}/post.lua", f"{server.url}/{route}"]
    command += ["--", f"{folder}/{route}", takes, gives]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests, duration, p50, p99, failures, limited = next(line for line in output.splitlines() if line.startswith("RESULT")).split()[1:]
    if int(limited):
        sys.exit(f"error: {server.name} answered {limited} of {requests} requests to /{route} with 429{RATE_LIMITED}")
    return int(requests), float(duration), float(p50), float(p99), int(failures)


def measure(server, route, folder, connections, options):
    *_, warming_failures = wrk(server, route, folder, connections, options.warmup)
    before = server.cpu_seconds()
    requests, duration, p50, p99, failures = wrk(server, route, folder, connections, options.seconds)
    cpu = server.cpu_seconds() - before
    if failures or warming_failures:
        sys.exit(f"error: {server.name} failed {failures + warming_failures} requests to /{route} at {connections} connections")
    return {"rate": requests / duration, "p50": p50, "p99": p99, "cpu": cpu / requests * 1000, "rss": server.megabytes()}


def word(is_met):
    return "met" if is_met else "missed"


def print_tables(servers, connections, results):
    def median(server, route, count, figure):
        return statistics.median(run[figure] for run in results[server.name, route, count])

    print("| route | connections | server | requests/s | p50 ms | p99 ms | CPU s per 1,000 | RSS MB |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for route, count, server in itertools.product(ROUTES, connections, servers):
        cpu, rss = (f"{median(server, route, count, 'cpu'):.3f}", f"{median(server, route, count, 'rss'):.0f}") if server.pids else ("", "")
        print(f"| {route} ({ROUTES[route][2]}) | {count} | {server.name} | {median(server, route, count, 'rate'):,.0f} "
              f"| {median(server, route, count, 'p50'):.2f} | {median(server, route, count, 'p99'):.2f} | {cpu} | {rss} |")
    first, *others = servers
    if not others:
        return
    print(f"\nRatios, {first.name} to the other: more requests are better, less time is better."
          + (" Targets in brackets." if TARGET_CONNECTIONS in connections and any(other.target for other in others) else "") + "\n")
    print("| route | connections | other | requests/s | p99 | CPU |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    for route, count, other in itertools.product(ROUTES, connections, others):
        ratio = {figure: median(first, route, count, figure) / max(median(other, route, count, figure), 1e-9) for figure in ("rate", "p99", "cpu")}
        less = {figure: 1 / max(ratio[figure], 1e-9) for figure in ("p99", "cpu")}
        rate, p99, cpu = f"{ratio['rate']:.2f}×", f"{ratio['p99']:.2f}×", f"1/{less['cpu']:.1f}"
        if other.target and count == TARGET_CONNECTIONS:
            rate += f" (≥ {other.target:g}×: {word(ratio['rate'] >= other.target)})"
            p99 += f" (≤ 1/{P99_TARGET}: {word(less['p99'] >= P99_TARGET)})"
            cpu += f" (≤ 1/{CPU_TARGET}: {word(less['cpu'] >= CPU_TARGET)})"
        print(f"| {route} | {count} | {other.name} | {rate} | {p99} | {cpu if first.pids and other.pids else ''} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--warmup", type=int, default=2)
    parser.add_argument("--connections", default="1,8,32")
    parser.add_argument("servers", nargs="+")
    options = parser.parse_args()
    servers = [Server(text) for text in options.servers]
    connections = [int(count) for count in options.connections.split(",")]

    results = {}
    with tempfile.TemporaryDirectory() as folder:
        verify(servers, prepare(servers[0], folder))
        print(f"{options.rounds} rounds of {options.seconds} s each, medians; {os.cpu_count()} processors shared with the load generator; "
              f"{INPUTS} inputs in turn; every answer 2xx.\n")
        for number, route, count in itertools.product(range(options.rounds), ROUTES, connections):
            # Nobody always runs first.
            turn = number % len(servers)
            for server in servers[turn:] + servers[:turn]:
                print(f"round {number + 1}: /{route}, {count} connections, {server.name}", file=sys.stderr)
                results.setdefault((server.name, route, count), []).append(measure(server, route, folder, count, options))
    print_tables(servers, connections, results)


main()
