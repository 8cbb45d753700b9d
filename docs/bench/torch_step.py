"""Times a training step of an equal model in Python's PyTorch, to stand beside `./hydrant bench train`.

    pip install torch
    python docs/bench/torch_step.py gpt2_small gpt2_base            # eager and torch.compile
    python docs/bench/torch_step.py gpt2_small --modes compile --steps 20

A step is: forward pass, backward pass, gradient norm clipped to 1, fused AdamW. Printed are the
median and the least of the measured steps, tokens a second, and the process's peak memory.
"""

import argparse
import os
import platform
import resource
import statistics
import time

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    """A GPT-2 block: causal attention and a GELU MLP, each after a layer norm."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = (
            y.view(b, t, self.heads, d // self.heads).transpose(1, 2)
            for y in self.qkv(self.norm1(x)).split(d, dim=2)
        )
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(b, t, d))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class Gpt2(nn.Module):
    """GPT-2 with tied embeddings; the cross-entropy of the next token in nats."""

    def __init__(self, layers, width, heads, context, vocabulary=50257):
        super().__init__()
        self.tokens, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        nn.init.normal_(self.tokens.weight, std=0.02)

    def forward(self, inputs, targets):
        x = self.tokens(inputs) + self.places.weight[: inputs.shape[1]]
        for block in self.blocks:
            x = block(x)
        logits = F.linear(self.norm(x), self.tokens.weight)
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


def gpt2(layers, width, heads, rows, length):
    model = Gpt2(layers, width, heads, length)
    tokens = torch.randint(0, 50257, (rows, length + 1))
    return model, (tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous()), rows * length


class GrammarVae(nn.Module):
    """The grammar VAE of `preset=kusner_hyper`: convolutions over rules, a GRU over a learned start."""

    def __init__(self, rules=76, channels=(128, 256, 512), kernels=(3, 5, 7), width=384, latent=56):
        super().__init__()
        sizes = (rules, *channels)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(i, o, k, padding=k // 2) for i, o, k in zip(sizes, channels, kernels)
        )
        self.around = nn.ModuleList(nn.Conv1d(i, o, 1) for i, o in zip(sizes, channels))
        self.mu, self.logvar = nn.Linear(channels[-1], latent), nn.Linear(channels[-1], latent)
        self.begin, self.start = nn.Linear(latent, width), nn.Parameter(torch.randn(1, 1, width))
        self.gru = nn.GRU(width, width, 3, batch_first=True, dropout=0.2)
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, rules)

    def forward(self, rules, allowed):
        x = F.one_hot(rules, 76).float().transpose(1, 2)
        for convolution, around in zip(self.convolutions, self.around):
            x = F.relu(convolution(x)) + around(x)
        x = x.mean(2)
        mu, logvar = self.mu(x), self.logvar(x)
        z = mu + torch.randn_like(mu) * (0.5 * logvar).exp()
        h = F.elu(self.begin(z)).expand(3, -1, -1).contiguous()
        y, _ = self.gru(self.start.expand(*rules.shape, -1), h)
        logits = self.out(F.elu(self.norm(y))).masked_fill(~allowed, -1e9)
        rec = F.cross_entropy(logits.flatten(0, 1), rules.flatten())
        kl = -0.5 * (1 + logvar - mu * mu - logvar.exp()).sum(1).mean()
        return rec + kl / mu.shape[1]


def grammar(rows, length):
    rules = torch.randint(0, 76, (rows, length))
    return GrammarVae(), (rules, torch.ones(rows, length, 76, dtype=torch.bool)), rows * length


CASES = {
    "gpt2_small": lambda: gpt2(4, 256, 4, 8, 256),
    "gpt2_base": lambda: gpt2(12, 768, 12, 1, 256),
    "grammar_100": lambda: grammar(256, 100),
    "grammar_277": lambda: grammar(256, 277),
}


def measure(case, mode, steps, warm_up):
    torch.manual_seed(0)
    model, batch, units = CASES[case]()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, fused=True)
    run = torch.compile(model) if mode == "compile" else model
    times = []
    for step in range(warm_up + steps):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss = run(*batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss.item()
        if step >= warm_up:
            times.append(1000 * (time.perf_counter() - start))
    median = statistics.median(times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{case:14} {mode:8} {median:8.1f} ms (least {min(times):.1f}) a step of {units} units, "
        f"{1000 * units / median:,.0f} units/s, {sum(p.numel() for p in model.parameters()):,} parameters, "
        f"peak {peak} MB, loss {loss.item():.3f}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", default=list(CASES), help=", ".join(CASES))
    parser.add_argument("--modes", default="eager,compile")
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--warm-up", type=int, default=3)
    args = parser.parse_args()
    print(
        f"PyTorch {torch.__version__}, MKL {torch.backends.mkl.is_available()}, "
        f"{torch.get_num_threads()} threads, {platform.processor() or platform.machine()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    for case in args.cases:
        for mode in args.modes.split(","):
            # A process for each, so that peak memory and compiled code are its own.
            if (child := os.fork()) == 0:
                measure(case, mode, args.steps, args.warm_up)
                os._exit(0)
            os.waitpid(child, 0)


if __name__ == "__main__":
    main()
