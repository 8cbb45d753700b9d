package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;

/** The part of a block that lets positions see each other. */
public abstract class Mixer extends Module {
  /**
   * @param x normed, {@code [B, T, D]}
   * @param values embeddings added to the values, {@code [B, T, D]}; null where a block has none
   * @param mask what each position may see; null where the mixer decides
   * @return {@code [B, T, D]}
   */
  public abstract Tensor forward(Tensor x, Tensor values, AttentionMask mask, Rotary rotary);
}
