"""The categorical hierarchical VQ-VAE of `vqvae/validation/1k_arch_summary` and `vqvae/default`.

Two categories of 64 features, each with three codebooks of the automatic sizes. Codes follow
moving averages within the step. K-means and resets of dead codes happen between epochs, not in a
step: neither side has them here.
"""

import itertools

import torch
import torch.nn.functional as F
from torch import nn

from timing import Case

LEVELS = ((104, 40), (52, 21), (28, 10))  # length and number of codes


class Quantizer(nn.Module):
    def __init__(self, length, count, decay=0.99, eps=1e-5):
        super().__init__()
        self.count, self.decay, self.eps = count, decay, eps
        self.register_buffer("codes", torch.empty(count, length).uniform_(-1 / count, 1 / count))
        self.register_buffer("size", torch.ones(count))
        self.register_buffer("sum", torch.zeros(count, length))

    def forward(self, z):
        with torch.no_grad():
            tokens = (self.codes.square().sum(1) - 2 * z @ self.codes.T).argmin(1)
            nearest = self.codes[tokens]
            used = F.one_hot(tokens, self.count).to(z.dtype)
            self.size.mul_(self.decay).add_(used.sum(0), alpha=1 - self.decay)
            self.sum.mul_(self.decay).add_(used.T @ z, alpha=1 - self.decay)
            total = self.size.sum()
            size = (self.size + self.eps) / (total + self.count * self.eps) * total
            self.codes.copy_(self.sum / size[:, None])
        return z + (nearest - z).detach(), 0.25 * F.mse_loss(z, nearest)


def distances(x):
    squares = x.square().sum(1)
    return ((squares[:, None] + squares - 2 * x @ x.T).clamp(min=0) + 1e-12).sqrt()


def correlation(a, b):
    a, b = a - a.mean(), b - b.mean()
    return (a * b).sum() / (a.norm() * b.norm() + 1e-8)


class VqVae(nn.Module):
    def __init__(self, topography, categories=2, features=64, width=128, embedding=64, drop=0.1):
        super().__init__()
        self.topography, all_features = topography, categories * features
        self.encoders = nn.ModuleList(
            nn.Sequential(
                nn.Linear(features, width),
                nn.ReLU(),
                nn.Dropout(drop),
                nn.Linear(width, embedding),
                nn.LayerNorm(embedding),
            )
            for _ in range(categories)
        )
        levels = LEVELS * categories
        self.projections = nn.ModuleList(
            nn.Sequential(nn.Linear(embedding, d), nn.Dropout(drop), nn.LayerNorm(d))
            for d, _ in levels
        )
        self.quantizers = nn.ModuleList(Quantizer(d, n) for d, n in levels)
        self.decoder = nn.Sequential(
            nn.Linear(sum(d for d, _ in levels), 256),
            nn.ReLU(),
            nn.Dropout(drop),
            nn.Linear(256, all_features),
        )
        self.partial = nn.ModuleList(
            nn.Sequential(nn.Linear(d, 128), nn.ReLU(), nn.Linear(128, all_features))
            for d, _ in levels
        )

    def forward(self, x):
        parts = x.chunk(len(self.encoders), 1)
        embeddings = [encode(part) for encode, part in zip(self.encoders, parts)]
        latents = [
            project(embeddings[q // len(LEVELS)]) for q, project in enumerate(self.projections)
        ]
        quantized = [quantize(z) for quantize, z in zip(self.quantizers, latents)]
        codes = [code for code, _ in quantized]
        reconstruction = F.mse_loss(self.decoder(torch.cat(codes, 1)), x)
        commitment = sum(term for _, term in quantized) / len(embeddings)
        unit = [F.normalize(e, dim=1) for e in embeddings]
        alike = [(a * b).sum(1).square().mean() for a, b in itertools.combinations(unit, 2)]
        alone = [F.mse_loss(decode(code), x) for decode, code in zip(self.partial, codes)]
        between = sum(distances(z) for z in latents) / len(latents)
        after = sum(distances(code) for code in codes) / len(codes)
        order = 0.3 * (1 - correlation(distances(x), between))
        order = order + 0.7 * (1 - correlation(between, after))
        return (
            reconstruction
            + commitment
            + 0.1 * sum(alike) / len(alike)
            + 0.1 * sum(alone) / len(alone)
            + self.topography * order
        )


def make(rows, topography):
    return VqVae(topography), (torch.randn(rows, 128),)


def mlp(widths):
    return f"{{encoder: MLPEncoder, encoder_params: {{hidden_dims: {widths}, output_dim: 64}}}}"


CASES = {
    "vqvae_32": Case(
        lambda: make(32, 0.02), "--config-name=vqvae/validation/1k_arch_summary", steps=100
    ),
    "vqvae_512": Case(
        lambda: make(512, 0.3),
        "--config-name=vqvae/default"
        f" 'families={{summary: {mlp([256, 128])}, architecture: {mlp([128, 64])}}}'",
        lambda parameters: torch.optim.Adam(parameters, lr=5e-4, fused=True),
        steps=20,
    ),
}
