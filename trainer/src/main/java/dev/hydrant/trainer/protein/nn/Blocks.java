package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of blocks: the first of a given type and self-attention behind it; or all of them
 * self-consensus.
 */
public final class Blocks extends Module {
  private final List<Block> layers;

  /**
   * @param consensus what self-consensus is made of; null for other types
   */
  public Blocks(BlockType type, BlockShape shape, ConsensusShape consensus) {
    List<Block> all = new ArrayList<>();
    for (int i = 0; i < shape.layers(); i++) {
      Block block =
          switch (type) {
            case SELF_CONSENSUS -> new ConsensusBlock(shape, consensus);
            case SELF_ATTENTION -> new AttentionBlock(shape, null);
            case GEOMETRIC_ATTENTION -> new AttentionBlock(shape, i == 0 ? "geom_attn" : null);
            case REFLEXIVE_ATTENTION -> new AttentionBlock(shape, i == 0 ? "refl_attn" : null);
          };
      all.add(part(Integer.toString(i), block));
    }
    layers = List.copyOf(all);
  }

  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = x;
    for (Block layer : layers) {
      y = Torch.recompute(z -> layer.forward(z, pass), y);
    }
    return y;
  }
}
