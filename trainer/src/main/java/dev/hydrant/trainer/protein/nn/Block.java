package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;

/** A pre-norm block: each part is added to what comes in. */
abstract sealed class Block extends Module permits AttentionBlock, ConsensusBlock {
  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  abstract Tensor forward(Tensor x, Pass pass);
}
