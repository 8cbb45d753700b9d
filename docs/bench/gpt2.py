"""GPT-2 with tied embeddings."""

import torch
import torch.nn.functional as F
from torch import nn

from timing import Case


class Block(nn.Module):
    """Causal attention and a GELU MLP, each after a layer norm."""

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
    """Its loss is the cross-entropy of the next token in nats."""

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


def make(layers, width, heads, rows, length):
    tokens = torch.randint(0, 50257, (rows, length + 1))
    batch = tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous()
    return Gpt2(layers, width, heads, length), batch


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=6e-4, betas=(0.9, 0.95), weight_decay=0.1, fused=True)


BASE = "--config-name=gpt2 seq_len=256 model_cfg.n_ctx=256 model_cfg.num_heads=12"

CASES = {
    "gpt2_small": Case(
        lambda: make(4, 256, 4, 8, 256),
        "--config-name=gpt2_small grad_accum_steps=1",
        adamw,
        clip=1,
        steps=3,
    ),
    "gpt2_base": Case(
        lambda: make(12, 768, 12, 1, 256), BASE + " grad_accum_steps=1", adamw, clip=1, steps=3
    ),
}
