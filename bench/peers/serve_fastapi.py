"""The service's three hot routes in FastAPI and PyTorch, in the best configuration known for two CPU cores.

Usage: serve_fastapi.py CHECKPOINT PORT PROCESSES
  CHECKPOINT is the safetensors file of an `mlp`, `conv` or `resnet` model of grey 28x28 images, as GET /models/{ref}/checkpoint gives it.
  Several processes share the port with SO_REUSEPORT: the kernel spreads the connections, which `uvicorn --workers` does not.

Handlers run on the event loop, by measurement: handed to FastAPI's threads, /decode took 570 to 720 µs of processor time a
request in place of 290 to 440. The rest is what is known to be quick: uvloop and httptools, no access log, plain responses
without pydantic, one ATen and one BLAS thread, inference_mode, PNG at zlib's level 1 with one plug-in tried, orjson where it
is installed.
"""
import os
import signal
import sys


def read_safetensors(path, numpy):
    with open(path, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    import json
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    return {
        name: numpy.frombuffer(data[8 + length:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }


def build_app(checkpoint):
    """Imports live here: a process that shares the port must have memory and threads of its own."""
    from io import BytesIO

    import numpy as np
    import torch
    from fastapi import FastAPI, Request
    from fastapi.responses import Response
    from PIL import Image

    import networks
    import openblas

    try:
        from orjson import dumps, loads
    except ImportError:
        import json

        loads = json.loads
        encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)

        def dumps(value):
            return encoder.encode(value).encode()

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    weights = {name: torch.from_numpy(value.copy()) for name, value in read_safetensors(checkpoint, np).items()}
    network = networks.build(weights)
    latent = network.latent
    openblas.require()
    side, pad, columns = 28, 2, 4

    def decode_pixels(z):
        return torch.sigmoid_(network.decode(z)).mul_(255).add_(0.5).to(torch.uint8).numpy()

    def png(pixels):
        file = BytesIO()
        Image.fromarray(pixels).save(file, "PNG", compress_level=1)
        return Response(file.getvalue(), media_type="image/png")

    app = FastAPI(openapi_url=None)

    @app.post("/encode")
    async def encode(request: Request):
        image = np.asarray(Image.open(BytesIO(await request.body()), formats=("PNG",)))
        with torch.inference_mode():
            x = torch.from_numpy(image.astype(np.float32)).mul_(1 / 255).view(1, side * side)
            both = network.encode(x)[0].tolist()
        mu = both[:latent]
        answer = {"model": "peer@1", "latentDim": latent, "items": [{"mu": mu, "logvar": both[latent:], "z": mu}]}
        return Response(dumps(answer), media_type="application/json")

    @app.post("/decode")
    async def decode(request: Request):
        z = loads(await request.body())["z"]
        with torch.inference_mode():
            pixels = decode_pixels(torch.tensor(z).view(1, latent))
        return png(pixels.reshape(side, side))

    @app.post("/sample")
    async def sample(request: Request):
        wanted = loads(await request.body())
        count = wanted["count"]
        with torch.inference_mode():
            z = torch.randn(count, latent, generator=torch.Generator().manual_seed(wanted["seed"]))
            pixels = decode_pixels(z)
        rows = count // columns
        cell = side + pad
        grid = np.zeros((rows * cell + pad, columns * cell + pad), np.uint8)
        # The cells' corner of the grid, seen as [row, y, column, x].
        cells = grid[pad:, pad:].reshape(rows, cell, columns, cell)[:, :side, :, :side]
        cells[...] = pixels.reshape(rows, columns, side, side).transpose(0, 2, 1, 3)
        return png(grid)

    return app


def serve(checkpoint, port):
    import socket

    import uvicorn

    app = build_app(checkpoint)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", port))
    config = uvicorn.Config(app, loop="uvloop", http="httptools", lifespan="off", access_log=False, log_level="warning", backlog=1024)
    uvicorn.Server(config).run(sockets=[listener])


def main():
    checkpoint, port, processes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    children = []
    for _ in range(processes - 1):
        child = os.fork()
        if child == 0:
            serve(checkpoint, port)
            return
        children.append(child)
    try:
        serve(checkpoint, port)
    finally:
        for child in children:
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)


main()
