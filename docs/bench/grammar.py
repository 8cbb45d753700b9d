"""The grammar VAE of `preset=kusner_hyper`: convolutions over rules, a GRU over a learned start."""

import numpy
import torch
import torch.nn.functional as F
from torch import nn

from timing import Case

RULES = 76


class GrammarVae(nn.Module):
    def __init__(self, channels=(128, 256, 512), kernels=(3, 5, 7), width=384, latent=56):
        super().__init__()
        sizes = (RULES, *channels)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(i, o, k, padding=k // 2) for i, o, k in zip(sizes, channels, kernels)
        )
        self.around = nn.ModuleList(nn.Conv1d(i, o, 1) for i, o in zip(sizes, channels))
        self.mu, self.logvar = nn.Linear(channels[-1], latent), nn.Linear(channels[-1], latent)
        self.begin, self.start = nn.Linear(latent, width), nn.Parameter(torch.randn(1, 1, width))
        self.gru = nn.GRU(width, width, 3, batch_first=True, dropout=0.2)
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, RULES)

    def forward(self, rules, allowed):
        """Rules [B, T], -1 behind the end, and what each place allows, [B, T, 76]."""
        valid = rules >= 0
        ids = rules.clamp(min=0)
        x = (F.one_hot(ids, RULES) * valid[..., None]).float().transpose(1, 2)
        for convolution, around in zip(self.convolutions, self.around):
            x = F.relu(convolution(x)) + around(x)
        x = x.mean(2)
        mu, logvar = self.mu(x), self.logvar(x)
        z = mu + torch.randn_like(mu) * (0.5 * logvar).exp()
        h = F.elu(self.begin(z)).expand(3, -1, -1).contiguous()
        y, _ = self.gru(self.start.expand(*rules.shape, -1), h)
        logits = self.out(F.elu(self.norm(y)))
        logits = logits.masked_fill(~allowed & valid[..., None], torch.finfo(torch.float32).min)
        each = F.cross_entropy(logits.flatten(0, 1), ids.flatten(), reduction="none")
        reconstruction = (each * valid.flatten()).sum() / len(rules)
        divergence = 0.5 * (mu.square() + logvar.exp() - 1 - logvar).sum(1)
        return reconstruction + 0.05 * divergence.clamp(min=0.5).mean() / mu.shape[1]


def make(rows, length):
    """Molecules have some 55 rules, and some 4 are allowed at a place."""
    ids = torch.randint(0, RULES, (rows, length))
    ids[:, 55:] = -1
    allowed = torch.rand(rows, length, RULES) < 3 / RULES
    allowed.scatter_(2, ids.clamp(min=0)[..., None], True)
    return GrammarVae(), (ids, allowed)


def pad(hydrant):
    """The molecules of 100 places with 277, as in Kusner's data."""
    rules = numpy.load("datasets/molecules_100/prod_28682_ids_int16.npy")
    more = numpy.full((len(rules), 177), -1, rules.dtype)
    numpy.save("datasets/molecules_padded_277.npy", numpy.concatenate((rules, more), 1))


CONFIG = "--config-name=grammar_vae preset=kusner_hyper"

CASES = {
    "grammar_100": Case(lambda: make(256, 100), CONFIG, steps=2),
    "grammar_277": Case(
        lambda: make(256, 277),
        CONFIG + " prod=datasets/molecules_padded_277.npy grammar=smiles",
        steps=1,
        prepare=pad,
    ),
}
