"""The protein models `odyssey/fsq_stage1` and `odyssey/mlm`."""

import itertools
import math
import os
import subprocess

import torch
import torch.nn.functional as F
from torch import nn

from timing import Case

LEVELS = (7, 5, 5, 5, 5)
CODES = math.prod(LEVELS)
RESIDUES, SPECIAL = 25, 5  # ids of the sequence track


def turn(x, angles):
    """Rotary positions: coordinates j and j + d/2 turn by an angle."""
    a, b = x.chunk(2, -1)
    return torch.cat(
        (a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()), -1
    )


def frequencies(d):
    return 10000.0 ** (-torch.arange(0, d, 2) / d)


class Attention(nn.Module):
    """One head with rotary positions and dropout of its weights."""

    def __init__(self, width):
        super().__init__()
        self.q, self.k, self.v, self.proj = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x, present):
        angles = torch.arange(x.shape[1])[:, None] * frequencies(x.shape[2])
        q, k, v = turn(self.q(x), angles), turn(self.k(x), angles), self.v(x)
        y = F.scaled_dot_product_attention(
            q, k, v, present[:, None, :], dropout_p=0.1 if self.training else 0.0
        )
        return F.dropout(self.proj(y), 0.1, self.training)


class EdgeMlp(nn.Module):
    """An MLP of the ends of edges, its first layer applied to each end once."""

    def __init__(self, width, hidden, out):
        super().__init__()
        self.width = width
        self.first, self.second = nn.Linear(2 * width, hidden), nn.Linear(hidden, out)

    def ends(self, x):
        start, end = self.first.weight.split(self.width, 1)
        return F.linear(x, start, self.first.bias), F.linear(x, end)

    def forward(self, start, end):
        return self.second(F.gelu(start + end))


class Consensus(nn.Module):
    """One step towards agreement along edges to the two neighbours on each side."""

    def __init__(self, width, reach=2, rank=8, hidden=24, most=2048):
        super().__init__()
        self.reach, self.rank = reach, rank
        self.encode, self.proj = nn.Linear(width, width), nn.Linear(width, width)
        self.alpha, self.rows = EdgeMlp(width, hidden, 1), EdgeMlp(width, hidden, width * rank)
        self.steps = nn.Parameter(torch.full((1, most), -2.2))

    def forward(self, x, present):
        length = x.shape[1]
        alpha, rows = self.alpha.ends(x), self.rows.ends(x)
        there = present.to(x.dtype)[..., None]
        u = self.encode(x)
        pull = torch.zeros_like(u)
        for o in range(-self.reach, self.reach + 1):
            if o == 0:
                continue
            first, count = max(0, -o), length - abs(o)
            at, to = slice(first, first + count), slice(first + o, first + o + count)
            a = F.softplus(self.alpha(alpha[0][:, at], alpha[1][:, to]))
            each = self.rows(rows[0][:, at], rows[1][:, to]).unflatten(-1, (self.rank, -1))
            each = F.normalize(each, dim=-1)
            delta = turn(u[:, at], -o * frequencies(u.shape[2])) - u[:, to]
            rho = a * delta + (each * (each * delta[:, :, None]).sum(-1, keepdim=True)).sum(-2)
            rho = rho * there[:, at] * there[:, to]
            after = length - first - count
            pull = pull + F.pad(rho, (0, 0, first, after))
            pull = pull - F.pad(rho, (0, 0, first + o, after - o))
        u = u - pull * F.softplus(self.steps[0, :length, None])
        return F.dropout(self.proj(u), 0.1, self.training)


class Block(nn.Module):
    def __init__(self, width, mixing):
        super().__init__()
        self.mixing = mixing(width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, present):
        x = x + self.mixing(self.norm1(x), present)
        return x + self.down(F.dropout(F.gelu(self.up(self.norm2(x))), 0.1, self.training))


class ConvBlock(nn.Module):
    """A convolution over three neighbours and a batch norm that leaves padding out."""

    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=1)
        self.weight, self.bias = nn.Parameter(torch.ones(width)), nn.Parameter(torch.zeros(width))
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("variance", torch.ones(width))

    def forward(self, x, present):
        there = present.to(x.dtype)[..., None]
        y = self.conv((x * there).transpose(1, 2)).transpose(1, 2)
        mean, variance = self.mean, self.variance
        if self.training:
            n = there.sum()
            mean = (y * there).sum((0, 1)) / n
            variance = ((y - mean).square() * there).sum((0, 1)) / n
            with torch.no_grad():
                self.mean.lerp_(mean, 0.1)
                self.variance.lerp_(variance * n / (n - 1).clamp(min=1), 0.1)
        y = (y - mean) * (self.weight * (variance + 1e-5).rsqrt()) + self.bias
        return x + F.gelu(y)


class Encoder(nn.Module):
    """Backbone atoms to codes of finite scalar quantization."""

    def __init__(self, mixing, width=128, latent=32):
        super().__init__()
        self.input = nn.Linear(9, width)
        self.convs = nn.ModuleList(ConvBlock(width) for _ in range(2))
        self.blocks = nn.ModuleList(Block(width, mixing) for _ in range(3))
        self.down, self.out = nn.Linear(width, latent), nn.Linear(latent, len(LEVELS))
        self.register_buffer("levels", torch.tensor(LEVELS))

    def forward(self, atoms, present):
        x = self.input(atoms.flatten(2))
        for layer in itertools.chain(self.convs, self.blocks):
            x = layer(x, present)
        half = (self.levels - 1) * (1 - 1e-3) / 2
        bounded = self.out(F.gelu(self.down(x))).tanh() * half
        rounded = bounded.detach().round()
        middle = self.levels // 2
        basis = torch.cumprod(self.levels, 0) // self.levels
        tokens = ((rounded + middle) * basis).sum(-1).long()
        return (bounded + (rounded - bounded).detach()) / middle, tokens


class Decoder(nn.Module):
    def __init__(self, mixing, width=128, latent=32):
        super().__init__()
        self.input = nn.Linear(len(LEVELS), width)
        self.blocks = nn.ModuleList(Block(width, mixing) for _ in range(3))
        self.convs = nn.ModuleList(ConvBlock(width) for _ in range(2))
        self.down, self.out = nn.Linear(width, latent), nn.Linear(latent, 9)

    def forward(self, codes, present):
        x = self.input(codes)
        for layer in itertools.chain(self.blocks, self.convs):
            x = layer(x, present)
        return self.out(F.gelu(self.down(x))).unflatten(-1, (3, 3))


def superposed(predicted, target, weights):
    """The mean squared distance after the best rotation, which counts as a constant."""
    w, n = weights[..., None], weights.sum(1).clamp(min=1)
    p, t = (
        x * w - (x * w).sum(1, keepdim=True) / n[:, None, None] * w for x in (predicted, target)
    )
    with torch.no_grad():
        u, _, vt = torch.linalg.svd(p.transpose(1, 2) @ t)
        sign = torch.det(u @ vt).sign()
        last = (sign - 1)[:, None, None] * (u[:, :, 2:] @ vt[:, 2:])
        rotation = u @ vt + last
    return (p @ rotation - t).square().sum((1, 2)) / n


class Stage1(nn.Module):
    def __init__(self, mixing=Attention):
        super().__init__()
        self.encoder, self.decoder = Encoder(mixing), Decoder(mixing)

    def forward(self, atoms, present, seen):
        visible = atoms * seen[..., None, None]
        codes, _ = self.encoder(visible, present)
        predicted = self.decoder(codes, present)
        weights = seen.to(atoms.dtype)[..., None].expand(-1, -1, 3).flatten(1)
        return superposed(predicted.flatten(1, 2), atoms.flatten(1, 2), weights).mean() / 3


class Mlm(nn.Module):
    """A trunk over residues and the tokens of a finished encoder."""

    def __init__(self, width=128, encoder=Attention):
        super().__init__()
        self.encoder = Encoder(encoder).requires_grad_(False)
        self.sequence = nn.Embedding(RESIDUES + SPECIAL, width)
        self.structure = nn.Embedding(CODES + SPECIAL, width)
        self.blocks = nn.ModuleList(Block(width, Consensus) for _ in range(3))
        self.norm = nn.LayerNorm(width)
        self.heads = nn.ModuleList(nn.Linear(width, n + SPECIAL) for n in (RESIDUES, CODES))
        self.train()

    def train(self, mode=True):
        super().train(mode)
        self.encoder.train(False)
        return self

    def forward(self, residues, atoms, present, real, hidden_residues, hidden):
        with torch.no_grad():
            _, tokens = self.encoder(atoms * real[..., None, None], present)
            tokens = torch.where(real, tokens, CODES)
        x = self.sequence(residues.masked_fill(hidden_residues, RESIDUES + 1))
        x = x + self.structure(tokens.masked_fill(hidden, CODES + 1))
        for block in self.blocks:
            x = block(x, present)
        x = self.norm(x)
        loss = 0
        for head, ids, chosen, n in zip(
            self.heads, (residues, tokens), (hidden_residues, hidden), (RESIDUES, CODES)
        ):
            logits = F.linear(x, head.weight[:n], head.bias[:n])
            each = F.cross_entropy(
                logits.flatten(0, 1), ids.clamp(max=n - 1).flatten(), reduction="none"
            ).view(ids.shape)
            chosen = chosen & real
            loss = loss + ((each * chosen).sum(1) / chosen.sum(1).clamp(min=1)).mean()
        return loss


def proteins(rows, length):
    """Chains with an end on each side, 15 % of both tracks hidden."""
    atoms = torch.randn(rows, length, 3, 3).cumsum(1) * 2
    present = torch.ones(rows, length, dtype=torch.bool)
    real = present.clone()
    real[:, 0] = real[:, -1] = False
    return atoms, present, real, torch.rand(rows, length) < 0.15, torch.rand(rows, length) < 0.15


def stage1(rows, length):
    atoms, present, real, hidden, _ = proteins(rows, length)
    return Stage1(), (atoms, present, real & ~hidden)


def mlm(rows, length):
    atoms, present, real, hidden, hidden_residues = proteins(rows, length)
    residues = torch.randint(0, RESIDUES, (rows, length))
    return Mlm(), (residues, atoms, present, real, hidden_residues & real, hidden & real)


ENCODER = "outputs/bench_encoder"


def make_encoder(hydrant):
    """A step of stage 1, as mlm reads a finished encoder."""
    if not os.path.exists(ENCODER):
        config = ["--config-name=odyssey/fsq_stage1", "num_epochs=null", "num_iterations=1"]
        command = [*hydrant, "train", *config, f"hydra.run.dir={ENCODER}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=1e-5, weight_decay=0.01, fused=True)


CASES = {
    "protein_stage1": Case(
        lambda: stage1(4, 54), "--config-name=odyssey/fsq_stage1", adamw, steps=20
    ),
    "protein_mlm": Case(
        lambda: mlm(4, 54),
        f"--config-name=odyssey/mlm model.fsq_encoder_path={ENCODER}",
        adamw,
        steps=20,
        prepare=make_encoder,
    ),
}
