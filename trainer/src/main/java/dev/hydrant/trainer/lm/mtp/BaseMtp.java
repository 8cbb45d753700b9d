package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.currentbest.AttentionWindow;
import dev.hydrant.trainer.lm.currentbest.Block;
import dev.hydrant.trainer.lm.currentbest.Trunk;
import dev.hydrant.trainer.lm.generate.DraftingDecoder;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-token prediction with parallel heads on one trunk (Gloeckle et al. 2024, arXiv 2404.19737).
 * The loss is the sum of the cross entropies.
 */
final class BaseMtp extends MtpModel {
  private final List<Linear> others;
  private final List<Block> blocks;

  BaseMtp(MtpConfig c) {
    super(c);
    boolean linear = c.mtpHead() == MtpConfig.Head.LINEAR;
    others = linear ? parts("heads", c.tokens() - 1, k -> output(c.trunk())) : List.of();
    blocks = linear ? List.of() : parts("head_blocks", c.tokens(), k -> Block.of(c.trunk()));
  }

  @Override
  int blocks() {
    return blocks.size();
  }

  @Override
  List<Prediction> predictions(Tensor inputs, AttentionWindow window) {
    Tensor row = row(inputs);
    Trunk.Shared shared = trunk.shared(row, window);
    Tensor z = trunk.forward(row, shared);
    List<Prediction> out = new ArrayList<>();
    for (int k = 0; k < config.tokens(); k++) {
      out.add(prediction(k, z, shared));
    }
    return out;
  }

  private Prediction prediction(int k, Tensor z, Trunk.Shared shared) {
    if (blocks.isEmpty()) {
      return new Prediction(z, weight(k));
    }
    Tensor h = blocks.get(k).forward(z, z, null, shared.far(), shared.rotary());
    return new Prediction(h.rmsNorm(Trunk.EPS), head.weight);
  }

  @Override
  Prediction next(Tensor ids, AttentionWindow window) {
    Trunk.Shared shared = trunk.shared(ids, window);
    return prediction(0, trunk.forward(ids, shared), shared);
  }

  @Override
  Tensor next(Tensor ids, KvCache cache) {
    Trunk.Shared shared = shared(ids, cache);
    return prediction(0, trunk.forward(ids, shared), shared).hidden();
  }

  /** States of the predictions, {@code [1, S, D]} each; one for all where matrices alone differ. */
  List<Tensor> states(Tensor ids, KvCache cache) {
    Trunk.Shared shared = shared(ids, cache);
    Tensor z = trunk.forward(ids, shared);
    List<Tensor> out = new ArrayList<>();
    for (int k = 0; k < Math.max(1, blocks.size()); k++) {
      out.add(prediction(k, z, shared).hidden());
    }
    return out;
  }

  /** The output of prediction k. */
  Parameter weight(int k) {
    return k == 0 || others.isEmpty() ? head.weight : others.get(k - 1).weight;
  }

  @Override
  DraftingDecoder drafting(EagerTorch torch) {
    return new MtpDecoder.Parallel(torch, this);
  }

  @Override
  double share(int k) {
    return 1;
  }
}
