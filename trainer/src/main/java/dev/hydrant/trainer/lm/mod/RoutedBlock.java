package dev.hydrant.trainer.lm.mod;

import dev.hydrant.trainer.nn.GptBlock;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;

/**
 * A block that takes some tokens of each row and lets the others pass by (Raposo et al. 2024, arXiv
 * 2404.02258). The taken tokens see each other alone, in their order.
 */
final class RoutedBlock extends Module {
  /** The tokens after the block, and the predictor's loss and hits; null without a predictor. */
  record Routed(Tensor x, Tensor predictorLoss, Tensor predictorHits) {}

  private static final double STD = 0.02;

  private final MixtureOfDepthsConfig config;
  private final GptBlock block;
  private final Linear router;
  private final Linear predictor;

  RoutedBlock(MixtureOfDepthsConfig c, GptBlock.Shape shape) {
    config = c;
    block = part("block", new GptBlock(shape, Tensor::geluTanh));
    router =
        part(
            "router",
            new Linear(c.dModel(), 1, Init.normal(STD), Init.constant(c.routerBiasInit())));
    router.weight.tag("scalar");
    predictor =
        c.predictor()
            ? part("predictor", new Linear(c.dModel(), 1, Init.normal(STD), Init.zeros()))
            : null;
    if (predictor != null) {
      predictor.weight.tag("scalar");
    }
  }

  /** The positions of the k tokens with the largest values, in their order; r {@code [B, T]}. */
  Tensor chosen(Tensor r) {
    long k = config.taken(r.size(1));
    return r.argsort(1, true).slice(1, 0, k).sort(1, false).values();
  }

  /** The router's values of x {@code [B, T, D]}: {@code [B, T]}. */
  Tensor values(Tensor x) {
    return router.forward(x).squeeze(-1);
  }

  /** Takes the k tokens with the largest router values, x {@code [B, T, D]}. */
  Routed byValue(Tensor x) {
    long b = x.size(0);
    long t = x.size(1);
    long d = x.size(2);
    Tensor r = values(x);
    Tensor places = chosen(r);
    long k = places.size(1);
    // Places in all rows joined, so that whole vectors are read and added.
    Tensor rows = places.add(x.torch().arange(b).mul(t).unsqueeze(1)).view(-1);
    Tensor taken = x.view(b * t, d).indexSelect(0, rows).view(b, k, d);
    Tensor gate = gate(r.gather(1, places).unsqueeze(-1));
    Tensor change = block.forward(taken).sub(taken);
    Tensor added = gate == null ? change : change.mul(gate);
    Tensor y = x.view(b * t, d).indexAdd(0, rows, added.view(b * k, d)).view(b, t, d);
    if (predictor == null) {
      return new Routed(y, null, null);
    }
    Tensor p = prediction(x.detach());
    Tensor target = x.torch().full(p.dtype(), 0, b, t).scatter(1, places, 1);
    Tensor hits = p.gt(0).eq(target.gt(0)).to(p.dtype()).mean();
    return new Routed(y, p.softplus().sub(p.mul(target)).mean(), hits);
  }

  /** Takes the tokens that the predictor names, however many: no token looks ahead. */
  Tensor byPrediction(Tensor x) {
    Tensor taken = prediction(x).gt(0); // [B, T]
    long t = x.size(1);
    // All tokens are computed, and the taken ones see the taken ones; a token left out sees itself,
    // so that no row of the mask is empty, and is not changed.
    Tensor mask =
        taken.unsqueeze(1).logicalAnd(x.torch().causalMask(t)).logicalOr(x.torch().eye(t).gt(0));
    return where(taken, x, block.forward(x, mask.unsqueeze(1)));
  }

  /** As {@link #byPrediction}, of the next tokens of a text, x {@code [1, S, D]}. */
  Tensor next(Tensor x, KvCache cache) {
    Tensor taken = prediction(x).gt(0); // [1, S]
    long s = x.size(1);
    Tensor among =
        taken.logicalAnd(x.torch().causalMask(s)).logicalOr(x.torch().eye(s).gt(0)); // [S, S]
    KvCache.Bias bias = cache.bias(cache.keepFlag(taken), among);
    return where(taken, x, block.next(x, cache, bias));
  }

  /** The block's output y, weighted by the router, for taken tokens; x for the others. */
  private Tensor where(Tensor taken, Tensor x, Tensor y) {
    Tensor gate = gate(values(x).unsqueeze(-1));
    Tensor change = y.sub(x);
    Tensor moved = x.add(gate == null ? change : change.mul(gate));
    return moved.where(taken.unsqueeze(-1).expand(x.shape()), x);
  }

  /** The predictor's logits of x {@code [B, T, D]}: {@code [B, T]}. */
  private Tensor prediction(Tensor x) {
    return predictor.forward(x).squeeze(-1);
  }

  private Tensor gate(Tensor r) {
    return switch (config.modGate()) {
      case "raw" -> r;
      case "sigmoid" -> r.sigmoid();
      default -> null;
    };
  }
}
