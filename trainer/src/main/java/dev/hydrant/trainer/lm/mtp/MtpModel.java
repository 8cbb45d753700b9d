package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.currentbest.AttentionWindow;
import dev.hydrant.trainer.lm.currentbest.CurrentBestConfig;
import dev.hydrant.trainer.lm.currentbest.Trunk;
import dev.hydrant.trainer.lm.generate.DraftingDecoder;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trunk with n predictions at each position i of a row of S tokens: prediction k is of the token
 * at i + k + 1. Inputs and targets reach n − 1 tokens beyond the row.
 */
abstract class MtpModel extends Module {
  /**
   * One prediction for every position.
   *
   * @param hidden normed, {@code [B, S, D]}
   * @param weight of the output, {@code [Vp, D]}
   */
  record Prediction(Tensor hidden, Parameter weight) {}

  final MtpConfig config;
  final Trunk trunk;
  final Linear head;

  MtpModel(MtpConfig c) {
    config = c;
    trunk = part("trunk", new Trunk(c.trunk()));
    head = part("lm_head", output(c.trunk()));
  }

  /** An output matrix, zero at the start. */
  static Linear output(CurrentBestConfig c) {
    Linear out = new Linear(c.modelDim(), c.paddedVocabSize(), Init.zeros(), null);
    out.weight.tag("head");
    return out;
  }

  /** Blocks beyond the trunk's. */
  abstract int blocks();

  /** Predictions k = 0 … n − 1 of inputs {@code [B, S + n − 1]}. */
  abstract List<Prediction> predictions(Tensor inputs, AttentionWindow window);

  /** The prediction of the next token of ids {@code [B, T]}, for all positions. */
  abstract Prediction next(Tensor ids, AttentionWindow window);

  /**
   * The hidden state of the prediction of the next token, for the next tokens of a text, ids {@code
   * [1, S]} → {@code [1, S, D]}.
   */
  abstract Tensor next(Tensor ids, KvCache cache);

  /** Begins to read a text with guesses. */
  abstract DraftingDecoder drafting(EagerTorch torch);

  /** The next tokens of a text, ids {@code [1, S]} → logits behind the last {@code [1, V]}. */
  final Tensor nextLogits(Tensor ids, KvCache cache) {
    return tokens(logits(next(ids, cache).select(1, ids.size(1) - 1), head.weight));
  }

  /** Logits without those that fill the output up, {@code [..., V]}. */
  final Tensor tokens(Tensor logits) {
    return logits.slice(-1, 0, config.trunk().vocabSize());
  }

  /** What the layers of a pass over the next tokens of a text share. */
  final Trunk.Shared shared(Tensor ids, KvCache cache) {
    AttentionWindow window = AttentionWindow.of(config.trunk(), Map.of(), ids);
    return trunk.shared(ids, window, cache);
  }

  /** Weight of the loss of prediction k. */
  abstract double share(int k);

  /**
   * The cross entropy of each prediction.
   *
   * @param inputs {@code [B, S + n − 1]}
   * @param targets the tokens behind them, {@code [B, S + n − 1]}
   */
  List<Tensor> losses(Tensor inputs, Tensor targets, AttentionWindow window) {
    List<Prediction> predictions = predictions(inputs, window);
    List<Tensor> losses = new ArrayList<>();
    for (int k = 0; k < predictions.size(); k++) {
      Prediction p = predictions.get(k);
      Tensor own = targets.slice(1, k, k + p.hidden().size(1)).contiguous();
      losses.add(
          config.useLiger()
              ? p.hidden().linearCrossEntropy(p.weight(), own, config.trunk().softcap())
              : logits(p.hidden(), p.weight()).crossEntropy(own));
    }
    return losses;
  }

  /** What is minimised, of the {@link #losses}. */
  Tensor weighted(List<Tensor> losses) {
    Tensor sum = losses.get(0);
    for (int k = 1; k < losses.size(); k++) {
      sum = sum.add(losses.get(k).mul(share(k)));
    }
    return sum;
  }

  /** Logits of a prediction, {@code [..., Vp]}, of hidden states {@code [..., D]}. */
  Tensor logits(Tensor hidden, Parameter weight) {
    double cap = config.trunk().softcap();
    Tensor z = hidden.linear(weight);
    return cap == 0 ? z : z.mul(1 / cap).tanh().mul(cap).add(cap);
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, Vp]}. */
  Tensor nextLogits(Tensor ids, AttentionWindow window) {
    Prediction p = next(ids, window);
    return logits(p.hidden().select(1, ids.size(1) - 1), p.weight());
  }

  /** The first S of inputs {@code [B, S + n − 1]}: what the trunk sees. */
  final Tensor row(Tensor inputs) {
    return inputs.slice(1, 0, inputs.size(1) - config.tokens() + 1).contiguous();
  }
}
