package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.nn.Blocks;
import dev.hydrant.trainer.protein.nn.ConvBlock;
import dev.hydrant.trainer.protein.nn.Frames;
import dev.hydrant.trainer.protein.nn.PaddedBatchNorm;
import dev.hydrant.trainer.protein.nn.Pass;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/** Turns the backbone atoms of each residue into a code and its token. */
public final class StructureEncoder extends Module {
  private static final int INPUTS = 9;

  /** The first weights of the norm before the quantizer: so they use most levels from the start. */
  private static final double SPREAD = 1.2;

  private final EncoderShape shape;
  private final Fsq fsq;
  private final Linear inputProj;
  private final ConvBlock conv1;
  private final ConvBlock conv2;
  private final Blocks blocks;
  private final Linear down;
  private final Linear out;
  private final PaddedBatchNorm norm;

  /**
   * @param dropout of the blocks while training
   */
  public StructureEncoder(EncoderShape shape, double dropout) {
    this.shape = shape;
    fsq = new Fsq(shape.levels());
    long d = shape.dim();
    inputProj = part("input_proj", new Linear(INPUTS, d, true));
    conv1 = part("encoder_conv1", new ConvBlock(d));
    conv2 = part("encoder_conv2", new ConvBlock(d));
    blocks =
        part("layers", new Blocks(shape.blockType(), shape.blocks(dropout), shape.consensus()));
    down = part("encoder_proj.0", new Linear(d, shape.latent(), true));
    out = part("encoder_proj.2", new Linear(shape.latent(), fsq.dimensions(), true));
    norm =
        shape.inputNorm() ? part("fsq_norm", new PaddedBatchNorm(fsq.dimensions(), SPREAD)) : null;
  }

  /** What it is built from. */
  public EncoderShape shape() {
    return shape;
  }

  /** Its quantizer. */
  public Fsq fsq() {
    return fsq;
  }

  /**
   * Frames of the residues, if its blocks look at them; else null.
   *
   * @param coordinates {@code [B, L, ≥4, 3]}, N, CA, C, CB
   * @param valid BOOL {@code [B, L]}
   */
  public Frames frames(Tensor coordinates, Tensor valid) {
    return frames(shape.blockType(), coordinates, valid);
  }

  static Frames frames(BlockType type, Tensor coordinates, Tensor valid) {
    return switch (type) {
      case GEOMETRIC_ATTENTION -> Frames.geometric(coordinates, valid);
      case REFLEXIVE_ATTENTION -> Frames.reflexive(coordinates, valid);
      default -> null;
    };
  }

  /**
   * Codes and tokens.
   *
   * @param coordinates {@code [B, L, ≥3, 3]}, N, CA, C first, 0 where a residue is not seen
   */
  public Fsq.Quantized forward(Tensor coordinates, Pass pass) {
    long b = coordinates.size(0);
    long l = coordinates.size(1);
    Torch torch = coordinates.torch();
    Tensor atoms = coordinates.slice(2, 0, 3).contiguous().view(b, l, INPUTS);
    // In 16 bits positions of tens of Å would be rounded to tenths, and codes to their neighbours.
    Tensor x = torch.fullPrecision(() -> inputProj.forward(atoms));
    Tensor y = blocks.forward(conv2.forward(conv1.forward(x, pass), pass), pass);
    Tensor hidden = down.forward(y).gelu();
    Tensor z = torch.fullPrecision(() -> out.forward(hidden.to(torch.floatType())));
    return fsq.quantize(norm == null ? z : norm.forward(z, pass));
  }

  /**
   * Codes and tokens of a finished encoder.
   *
   * @param seen which residues it is shown, BOOL {@code [B, L]}
   */
  public Fsq.Quantized encode(Tracks tracks, Tensor seen) {
    Tensor coordinates = tracks.coordinatesOf(seen);
    Pass pass =
        Pass.evaluation(shape.padded() ? tracks.present() : null, frames(coordinates, seen));
    return forward(coordinates, pass);
  }
}
