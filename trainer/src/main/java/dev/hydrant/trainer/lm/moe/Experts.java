package dev.hydrant.trainer.lm.moe;

import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * A layer of gated MLPs of which each token goes through k (Jiang et al. 2024, arXiv 2401.04088),
 * with a balance loss (Fedus et al. 2021, arXiv 2101.03961) and a z-loss (Zoph et al. 2022, arXiv
 * 2202.08906). No expert has a limit, no token is dropped.
 *
 * <p>Tokens are sorted by expert, so that each expert multiplies one run of rows.
 */
final class Experts extends Module {
  /**
   * What became of n tokens.
   *
   * @param out {@code [n, D]}
   * @param counts tokens of each expert, INT64 {@code [E]}
   * @param balance E·Σ f·P, 1 when all experts get the same
   * @param z mean squared log-sum-exp of the router's logits
   */
  record Routed(Tensor out, Tensor counts, Tensor balance, Tensor z) {}

  private static final double STD = 0.02;

  private final int experts;
  private final int topK;
  private final double jitter;
  private final Activation activation;
  private final Linear gate;
  private final Parameter w1;
  private final Parameter w3;
  private final Parameter w2;

  /**
   * @param hidden inner width H
   * @param out initialiser of the matrices back into the residual stream
   */
  Experts(MixtureOfExpertsConfig c, long hidden, Init out) {
    experts = c.numExperts();
    topK = c.topK();
    jitter = c.jitterNoise();
    activation = c.nonlin();
    gate = part("gate", new Linear(c.dModel(), experts, Init.normal(STD), null));
    w1 = parameter("w1", Init.normal(STD), experts, hidden, c.dModel());
    w3 = parameter("w3", Init.normal(STD), experts, hidden, c.dModel());
    w2 = parameter("w2", out, experts, c.dModel(), hidden);
  }

  /**
   * Sends each token to the experts its router likes best, the first of equals.
   *
   * @param x {@code [n, D]}
   * @param training whether the router's input is jittered
   */
  Routed forward(Tensor x, boolean training) {
    Tensor seen = training && jitter > 0 ? x.mul(noise(x)) : x;
    Tensor logits = seen.torch().fullPrecision(() -> gate.forward(seen)); // [n, E]
    Tensor p = logits.softmax(-1);
    Tensor chosen = p.argsort(1, true).slice(1, 0, topK).contiguous(); // [n, k]
    Tensor weight = p.gather(1, chosen);
    weight = weight.div(weight.sum(-1, true));

    Tensor flat = chosen.view(-1);
    Tensor order = flat.argsort(0, false);
    Tensor counts = flat.oneHot(experts).sum(0);
    Tensor rows = order.floorDivide(topK); // the token of each assignment
    Tensor xs = x.indexSelect(0, rows);
    Tensor h = activation.apply(xs.groupedLinear(w1, counts)).mul(xs.groupedLinear(w3, counts));
    Tensor y = h.groupedLinear(w2, counts).mul(weight.view(-1).gather(0, order).unsqueeze(-1));
    Tensor out = x.torch().full(x.dtype(), 0, x.shape()).indexAdd(0, rows, y);

    Tensor share = counts.to(x.dtype()).div(flat.numel());
    Tensor balance = share.mul(p.mean(0)).sum().mul(experts);
    return new Routed(out, counts, balance, logits.logsumexp(-1).square().mean());
  }

  private Tensor noise(Tensor x) {
    return x.torch().random("jitter").uniform(x.shape()).mul(2 * jitter).add(1 - jitter);
  }
}
