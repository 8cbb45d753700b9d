"""Takes training steps of one model in turns: Hydrant, PyTorch eager, torch.compile."""

import dataclasses
import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import time
from typing import Callable

import torch


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3, fused=True)


@dataclasses.dataclass
class Case:
    """A model in PyTorch, whose loss is `model(*batch)`, and the same as Hydrant configures it."""

    make: Callable  # -> model, batch
    hydrant: str  # arguments of `hydrant bench train`
    optimizer: Callable = adam
    clip: float = 0  # largest norm of the gradient; 0: none
    steps: int = 10  # of a turn
    prepare: Callable = lambda hydrant: None  # makes what Hydrant's side reads


def take_turns(case, mode, steps):
    """The worker: warms up, then takes steps for each line on standard input."""
    torch.manual_seed(0)
    model, batch = case.make()
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = case.optimizer(parameters)
    run = torch.compile(model) if mode == "compile" else model

    def step():
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss = run(*batch)
        loss.backward()
        if case.clip:
            torch.nn.utils.clip_grad_norm_(parameters, case.clip)
        optimizer.step()
        value = loss.item()
        return value, 1000 * (time.perf_counter() - start)

    loss, _ = step()
    step()
    shapes = ", ".join(str(list(b.shape)) for b in batch)
    count = sum(p.numel() for p in parameters)
    print(json.dumps({"parameters": count, "loss": loss, "batch": shapes}), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"ms": [step()[1] for _ in range(steps)]}), flush=True)


class Worker:
    def __init__(self, name, case, mode, threads, steps, hydrant):
        self.mode, self.threads, self.times = mode, threads, []
        if mode == "hydrant":
            command = shlex.split(hydrant) + ["bench", "train", "--turns", "--warmup=2"]
            command += [f"--steps={steps}", "--batch=0"] + shlex.split(case.hydrant)
        else:
            command = [sys.executable, sys.argv[0], "--worker", mode, "--steps", str(steps), name]
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "OMP_NUM_THREADS": str(threads)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self):
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise SystemExit(f"{self.mode} ended: {shlex.join(self.process.args)}")

    def turn(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.times += self.read()["ms"]


def start(name, case, modes, threads, steps, hydrant):
    """A warm process for each mode and number of threads."""
    steps = steps or case.steps
    if "hydrant" in modes:
        case.prepare(shlex.split(hydrant))
    workers = [Worker(name, case, m, t, steps, hydrant) for t in threads for m in modes]
    for worker in workers:
        ready = worker.read()
        print(
            f"{name}: {worker.mode} has {ready['parameters']:,} parameters and begins with a loss "
            f"of {ready['loss']:.4g} on {ready['batch']}",
            file=sys.stderr,
            flush=True,
        )
    return workers


def compare(name, workers, turns):
    load = os.getloadavg()[0]
    for _ in range(turns):
        for worker in workers:
            worker.turn()
    best = {}
    for w in sorted(workers, key=lambda w: statistics.median(w.times)):
        best.setdefault(w.mode, w)
    base = best[workers[0].mode]
    for mode, w in best.items():
        median, least = statistics.median(w.times), min(w.times)
        ratio = median / statistics.median(base.times)
        print(
            f"{name:14} {mode:8} {median:8.2f} ms (least {least:.2f}), {w.threads} threads, "
            f"{ratio:.2f} times {base.mode} ({least / min(base.times):.2f} by the least), "
            f"load {load:.1f}",
            flush=True,
        )
    for worker in workers:
        worker.process.stdin.close()
        worker.process.wait()


def machine():
    return (
        f"PyTorch {torch.__version__}, MKL {torch.backends.mkl.is_available()}, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores of {platform.machine()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )
