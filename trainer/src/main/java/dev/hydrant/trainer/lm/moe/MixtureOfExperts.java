package dev.hydrant.trainer.lm.moe;

import dev.hydrant.trainer.lm.GptEmbedding;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.SelfAttention;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * A GPT-2 whose MLPs are mixtures of {@link Experts} (Jiang et al. 2024, arXiv 2401.04088): each
 * token uses a few of a block's experts.
 */
public final class MixtureOfExperts extends Module {
  private static final double STD = 0.02;
  private static final double EPS = 1e-5;

  private final MixtureOfExpertsConfig config;
  private final GptEmbedding embedding;
  private final List<Block> blocks;
  private final LayerNorm lnF;

  /** {@code x + Attn(LN₁ x)}, then {@code x + Experts(LN₂ x)}. */
  private static final class Block extends Module {
    final LayerNorm ln1;
    final SelfAttention attn;
    final LayerNorm ln2;
    final Experts experts;

    Block(MixtureOfExpertsConfig c) {
      long d = c.dModel();
      Init residual = Init.normal(STD / Math.sqrt(2.0 * c.nLayers()));
      ln1 = part("ln_1", new LayerNorm(d, EPS));
      attn = part("attn", new SelfAttention(d, c.numHeads(), true, residual));
      ln2 = part("ln_2", new LayerNorm(d, EPS));
      experts = part("moe", new Experts(c, c.dMult() * d, residual));
    }
  }

  /** Hidden states {@code [B, T, D]} with the sums of the weighted losses of all routers. */
  private record Passed(Tensor x, Tensor balance, Tensor z) {}

  public MixtureOfExperts(MixtureOfExpertsConfig c) {
    config = c;
    embedding = part("transformer", new GptEmbedding(c.vocabSize(), c.nCtx(), c.dModel()));
    blocks = parts("h", c.nLayers(), i -> new Block(c));
    lnF = part("ln_f", new LayerNorm(c.dModel(), EPS));
  }

  private Passed forward(Tensor ids, boolean training) {
    Tensor x = embedding.forward(ids);
    List<Tensor> balance = new ArrayList<>();
    List<Tensor> z = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block b = blocks.get(i);
      double alpha = config.alpha(i);
      double beta = config.beta(i);
      List<Tensor> out =
          Torch.recomputeAll(
              in -> {
                Tensor y = in.add(b.attn.forward(b.ln1.forward(in)));
                Experts.Routed r =
                    b.experts.forward(b.ln2.forward(y).view(-1, config.dModel()), training);
                return List.of(
                    y.add(r.out().view(y.shape())), r.balance().mul(alpha), r.z().mul(beta));
              },
              x);
      x = out.get(0);
      balance.add(out.get(1));
      z.add(out.get(2));
    }
    return new Passed(lnF.forward(x), sum(balance), sum(z));
  }

  private static Tensor sum(List<Tensor> terms) {
    return terms.stream().reduce(Tensor::add).orElseThrow();
  }

  /** ids {@code [B, T]} → logits {@code [B, T, V]}. */
  public Tensor logits(Tensor ids) {
    return embedding.logits(forward(ids, false).x());
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, V]}. */
  public Tensor nextLogits(Tensor ids) {
    return embedding.logits(forward(ids, false).x().select(1, ids.size(1) - 1));
  }

  /** The next tokens of a text, ids {@code [1, S]} → logits behind the last {@code [1, V]}. */
  public Tensor nextLogits(Tensor ids, KvCache cache) {
    Tensor x = embedding.next(ids, cache);
    for (Block b : blocks) {
      x = x.add(b.attn.next(b.ln1.forward(x), cache));
      Tensor y = b.experts.forward(b.ln2.forward(x).view(-1, config.dModel()), false).out();
      x = x.add(y.view(x.shape()));
    }
    return embedding.logits(lnF.forward(x.select(1, ids.size(1) - 1)));
  }

  /**
   * The loss of ids and targets, both {@code [B, T]}: in training cross entropy, balance and
   * z-loss, otherwise the cross entropy alone.
   */
  public Objective loss(Tensor ids, Tensor targets, Phase phase) {
    Passed passed = forward(ids, phase == Phase.TRAIN);
    Tensor ce = embedding.loss(passed.x(), targets);
    Objective o =
        new Objective(phase == Phase.TRAIN ? ce.add(passed.balance()).add(passed.z()) : ce);
    if (phase == Phase.TRAIN) {
      o.metric("ce_loss", ce);
    }
    return o.metric("aux_loss", passed.balance()).metric("z_loss", passed.z());
  }
}
