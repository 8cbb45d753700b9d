package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.nn.BlockShape;
import dev.hydrant.trainer.protein.nn.ConsensusShape;
import java.util.List;

/**
 * All that a structure encoder is built from; saved with each model that has one, so that those who
 * use it later build the same.
 *
 * @param blockType of its blocks
 * @param consensus null for other types than self-consensus
 * @param dim width D
 * @param heads divides D
 * @param layers number of blocks
 * @param maxLength most positions of a row
 * @param mult width of the MLPs in units of D
 * @param latent width before the quantizer
 * @param levels of the quantizer
 * @param inputNorm whether what is quantized is normalised
 * @param padded whether padding is kept out
 */
public record EncoderShape(
    BlockType blockType,
    ConsensusShape consensus,
    int dim,
    int heads,
    int layers,
    int maxLength,
    int mult,
    int latent,
    List<Integer> levels,
    boolean inputNorm,
    boolean padded) {

  /** That of a model with a quantizer of its own. */
  public static EncoderShape of(ModelSection m) {
    ModelSection.Fsq fsq = m.fsq().orElseThrow();
    return new EncoderShape(
        m.blockType(),
        consensus(m),
        m.dModel(),
        m.nHeads(),
        m.nLayers(),
        m.maxLen(),
        m.ffMult(),
        fsq.latentDim(),
        fsq.levels(),
        fsq.inputNorm(),
        m.maskPadKeys());
  }

  /** What a model's self-consensus is made of; null if it has none. */
  static ConsensusShape consensus(ModelSection m) {
    if (m.blockType() != BlockType.SELF_CONSENSUS) {
      return null;
    }
    ModelSection.BlockParams p = m.blockParams().orElseThrow();
    return new ConsensusShape(
        p.numIterations().orElseThrow(),
        p.connectivityType().orElseThrow() == ModelSection.Connectivity.LOCAL_WINDOW,
        p.w().orElseThrow(),
        p.r().orElseThrow(),
        p.edgeHiddenDim().orElseThrow());
  }

  /** Sizes of its blocks. */
  BlockShape blocks(double dropout) {
    return new BlockShape(dim, heads, layers, maxLength, dropout, mult, false);
  }
}
