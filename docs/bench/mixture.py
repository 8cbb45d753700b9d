"""The set transformer `gmm/model=medium`: 16 blocks of width 128 on sets of 1,000 points.

Hydrant finds optimal transport plans between predictions and centres in each step. PyTorch has
nothing for that, so here the plan is given: each point goes to the centre of its own component.
"""

import torch
import torch.nn.functional as F
from torch import nn

from timing import Case


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.q, self.k, self.v, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, n, d = x.shape
        y = self.norm1(x)
        q, k, v = (
            part(y).view(b, n, self.heads, d // self.heads).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        y = F.scaled_dot_product_attention(q, k, v)
        x = x + self.out(y.transpose(1, 2).reshape(b, n, d))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


def scaled(x, dim):
    mean = x.mean(1, keepdim=True)
    centred = x - mean
    variance = centred.square().mean(1, keepdim=True).sum(2, keepdim=True) / dim
    scale = (variance + 1e-24).sqrt()
    return centred / (scale + 1e-8), mean, scale


def orthonormal(columns):
    """Gram-Schmidt."""
    done = []
    for c in columns.unbind(1):
        for before in done:
            c = c - before * (before * c).sum()
        done.append(c / c.norm())
    return torch.stack(done, 1)


class SetTransformer(nn.Module):
    def __init__(self, dim=2, width=128, heads=8, layers=16):
        super().__init__()
        self.dim = dim
        self.frame = nn.Parameter(orthonormal(torch.randn(width, dim)))
        self.rest = nn.Parameter(orthonormal(torch.randn(width, dim)).T.contiguous())
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        for name, p in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(p)
            elif name.startswith("blocks") and p.dim() == 2:
                nn.init.normal_(p, std=0.02 / ((2 * layers) ** 0.5 if ".out." in name else 1))

    def forward(self, points, goals):
        x, mean, scale = scaled(points, self.dim)
        frame = orthonormal(self.frame)
        z = x @ frame.T
        for block in self.blocks:
            z = block(z)
        z = scaled(z, self.dim)[0]
        y = z @ frame
        y = y + (z - y @ frame.T) @ self.rest.T
        return (y * scale + mean - goals).square().sum(2).mean()


def make(sets, points):
    centres = 10 * torch.rand(sets, 5, 2) - 5
    goals = centres.gather(1, torch.randint(0, 5, (sets, points, 1)).expand(-1, -1, 2))
    return SetTransformer(), (goals + torch.randn_like(goals), goals)


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.01, fused=True)


CASES = {
    "mixture_medium": Case(
        lambda: make(4, 1000),
        "--config-name=gmm data.sample_count_distribution=1000 training.batch_size=4",
        adamw,
        steps=3,
    ),
}
