package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.nn.BlockShape;
import dev.hydrant.trainer.protein.nn.Blocks;
import dev.hydrant.trainer.protein.nn.ConsensusShape;
import dev.hydrant.trainer.protein.nn.ConvBlock;
import dev.hydrant.trainer.protein.nn.Pass;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/** Turns codes back into atoms. */
public final class StructureDecoder extends Module {
  private final int atoms;
  private final Linear input;
  private final Blocks blocks;
  private final ConvBlock conv1;
  private final ConvBlock conv2;
  private final Linear down;
  private final Linear out;

  /**
   * @param inputs numbers that are known of each residue
   * @param latent width before the last layer
   * @param atoms of each residue, A
   */
  public StructureDecoder(
      BlockType type,
      BlockShape shape,
      ConsensusShape consensus,
      int inputs,
      int latent,
      int atoms) {
    this.atoms = atoms;
    long d = shape.dim();
    input = part("decoder_input", new Linear(inputs, d, true));
    blocks = part("layers", new Blocks(type, shape, consensus));
    conv1 = part("decoder_conv1", new ConvBlock(d));
    conv2 = part("decoder_conv2", new ConvBlock(d));
    down = part("output_proj.0", new Linear(d, latent, true));
    out = part("output_proj.2", new Linear(latent, 3L * atoms, true));
  }

  /** x {@code [B, L, inputs]} → atoms {@code [B, L, A, 3]} in Å. */
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = blocks.forward(input.forward(x), pass);
    y = conv2.forward(conv1.forward(y, pass), pass);
    Torch torch = x.torch();
    Tensor hidden = down.forward(y).gelu();
    return torch
        .fullPrecision(() -> out.forward(hidden.to(torch.floatType())))
        .view(x.size(0), x.size(1), atoms, 3);
  }
}
