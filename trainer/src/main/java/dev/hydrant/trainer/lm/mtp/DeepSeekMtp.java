package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.currentbest.AttentionWindow;
import dev.hydrant.trainer.lm.currentbest.Block;
import dev.hydrant.trainer.lm.currentbest.CurrentBestConfig;
import dev.hydrant.trainer.lm.currentbest.Trunk;
import dev.hydrant.trainer.lm.generate.DraftingDecoder;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-token prediction one token after the other (DeepSeek-V3 report 2024, arXiv 2412.19437,
 * §2.2): module k joins the state that predicted a token with that token's embedding, and predicts
 * the token behind it. Embeddings and output are the main model's.
 */
final class DeepSeekMtp extends MtpModel {
  /** A matrix that joins state and embedding, then a block. */
  private static final class Step extends Module {
    private final Linear join;
    private final Block block;

    Step(CurrentBestConfig c) {
      long d = c.modelDim();
      join = part("proj", new Linear(2 * d, d, Trunk.casted(2 * d), null));
      block = part("block", Block.of(c));
    }

    /** state and next are {@code [B, S, D]}. */
    Tensor forward(Tensor state, Tensor next, Trunk.Shared shared) {
      Tensor joined = join.forward(Torch.cat(List.of(state.rmsNorm(Trunk.EPS), next), -1));
      return block.forward(joined, next, null, shared.far(), shared.rotary());
    }
  }

  private final List<Step> steps;

  DeepSeekMtp(MtpConfig c) {
    super(c);
    steps = parts("mtp", c.tokens() - 1, k -> new Step(c.trunk()));
  }

  @Override
  int blocks() {
    return steps.size();
  }

  @Override
  List<Prediction> predictions(Tensor inputs, AttentionWindow window) {
    Tensor row = row(inputs);
    long length = row.size(1);
    Trunk.Shared shared = trunk.shared(row, window);
    Tensor state = trunk.forward(row, shared);
    List<Prediction> out = new ArrayList<>(List.of(new Prediction(state, head.weight)));
    for (int k = 1; k < config.tokens(); k++) {
      Tensor next = trunk.embed(inputs.slice(1, k, k + length).contiguous());
      state = steps.get(k - 1).forward(state, next, shared);
      out.add(new Prediction(state.rmsNorm(Trunk.EPS), head.weight));
    }
    return out;
  }

  @Override
  Prediction next(Tensor ids, AttentionWindow window) {
    return new Prediction(trunk.forward(ids, trunk.shared(ids, window)), head.weight);
  }

  @Override
  Tensor next(Tensor ids, KvCache cache) {
    return trunk.forward(ids, shared(ids, cache));
  }

  /**
   * Module k, from 1, over the next places of a text.
   *
   * @param state of the prediction before {@code [1, S, D]}
   * @param ids tokens of the places {@code [1, S]}
   * @param ahead tokens k further on {@code [1, S]}
   * @return its state {@code [1, S, D]}
   */
  Tensor step(int k, Tensor state, Tensor ids, Tensor ahead, KvCache cache) {
    return steps.get(k - 1).forward(state, trunk.embed(ahead), shared(ids, cache));
  }

  /** A module's state as the output takes it. */
  Tensor normed(Tensor state) {
    return state.rmsNorm(Trunk.EPS);
  }

  @Override
  DraftingDecoder drafting(EagerTorch torch) {
    return new SequentialDecoder(torch, this);
  }

  @Override
  double share(int k) {
    return config.mtpLambda() / (config.tokens() - 1);
  }
}
