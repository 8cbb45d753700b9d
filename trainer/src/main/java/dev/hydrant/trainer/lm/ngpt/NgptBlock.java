package dev.hydrant.trainer.lm.ngpt;

import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * A block: the state steps towards the output of attention and then of a gated MLP, and returns to
 * the sphere after each.
 */
final class NgptBlock extends Module {
  private final int heads;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final Linear up;
  private final Linear down;
  private final Scale attentionStep;
  private final Scale mlpStep;
  private final Scale queryKey;
  private final Scale hidden;

  NgptBlock(NgptConfig c) {
    long d = c.modelDim();
    double unit = c.unit();
    heads = c.numHeads();
    query = part("query", new Linear(d, d, Sphere.random(1), null));
    key = part("key", new Linear(d, d, Sphere.random(1), null));
    List.of(query, key).forEach(m -> m.weight.heads(d, c.headDim()));
    value = part("value", new Linear(d, d, Sphere.random(1), null));
    out = part("att_c_proj", new Linear(d, d, Sphere.random(0), null));
    up = part("c_fc", new Linear(d, 8 * d, Sphere.random(1), null));
    down = part("mlp_c_proj", new Linear(4 * d, d, Sphere.random(0), null));
    double alphaScale = c.alphaScale().orElse(unit);
    attentionStep = part("attn_alpha", new Scale(d, c.alphaInit(), alphaScale));
    mlpStep = part("mlp_alpha", new Scale(d, c.alphaInit(), alphaScale));
    queryKey = part("sqk", new Scale(d, c.sqkInit(), c.sqkScale().orElse(unit)));
    hidden = part("suv", new Scale(8 * d, c.suvInit(), c.suvScale()));
  }

  /** Matrices whose rows are unit vectors. */
  List<Linear> byRow() {
    return List.of(query, key, value, up);
  }

  /** Matrices whose columns are unit vectors: those that return to the width D. */
  List<Linear> byColumn() {
    return List.of(out, down);
  }

  /** h {@code [B, T, D]}, unit vectors → {@code [B, T, D]}, unit vectors. */
  Tensor forward(Tensor h, Rotary rotary) {
    return forward(h, rotary, null);
  }

  /**
   * As above.
   *
   * @param cache what was kept of the tokens before, or null for a whole text
   */
  Tensor forward(Tensor h, Rotary rotary, KvCache cache) {
    Tensor x = towards(h, attention(h, rotary, cache), attentionStep);
    return towards(x, mlp(x), mlpStep);
  }

  private static Tensor towards(Tensor h, Tensor target, Scale step) {
    return Sphere.unit(h.add(Sphere.unit(target).sub(h).mul(step.value().abs())));
  }

  private Tensor attention(Tensor h, Rotary rotary, KvCache cache) {
    long b = h.size(0);
    long t = h.size(1);
    long width = h.size(2);
    long d = width / heads;
    Tensor factor = queryKey.value().view(heads, d);
    Tensor q = Sphere.unit(rotary.apply(query.forward(h).view(b, t, heads, d))).mul(factor);
    Tensor k = Sphere.unit(rotary.apply(key.forward(h).view(b, t, heads, d))).mul(factor);
    Tensor v = value.forward(h).view(b, t, heads, d);
    Tensor y =
        KvCache.attend(
            cache, q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), Math.sqrt(d));
    return out.forward(y.transpose(1, 2).view(b, t, width));
  }

  private Tensor mlp(Tensor h) {
    Tensor both = up.forward(h).mul(hidden.value().mul(Math.sqrt(h.size(-1))));
    List<Tensor> uv = both.chunk(2, -1);
    return down.forward(uv.get(0).mul(uv.get(1).silu()));
  }
}
