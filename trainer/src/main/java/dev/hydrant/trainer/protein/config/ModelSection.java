package dev.hydrant.trainer.protein.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The section {@code model}: what is built. */
public record ModelSection(
    @Doc("stage_1, stage_2, mlm or discrete_diffusion.") Style style,
    @Doc("Width D.") @Range(min = 1) int dModel,
    @Doc("Heads; divides d_model, with an even quotient.") @Range(min = 1) int nHeads,
    @Range(min = 1) int nLayers,
    @Doc("Most positions of a protein, BOS and EOS included; longer ones are cut.") @Range(min = 3)
        int maxLen,
    @Range(min = 0, below = 1) double dropout,
    @Doc("Width of the MLPs in units of d_model.") @Range(min = 1) int ffMult,
    @Doc("Everything random follows from it.") @Default("42") long referenceModelSeed,
    @Default("self_attention") BlockType blockType,
    @Doc("Of self_consensus, all five; empty or null for other blocks.")
        Optional<BlockParams> blockParams,
    @Doc("The quantizer of stage_1 and stage_2.") Optional<Fsq> fsq,
    @Doc("The encoder of mlm and discrete_diffusion: a run, a checkpoint or a safetensors file.")
        Optional<Path> fsqEncoderPath,
    @Doc(
            "Whether a geometric or reflexive decoder is shown the coordinates that it is to"
                + " reconstruct; false makes its first block self_attention.")
        @Default("true")
        boolean decoderCoords,
    @Doc("How a diffusion trunk is told the time; adaln for discrete_diffusion, else none.")
        Optional<TimeConditioning> timeConditioning,
    @Doc("Keep padding out of attention, convolutions and norms.") @Default("true")
        boolean maskPadKeys,
    @Doc("How stage_2 reads residues: their ids, or these divided by 30.") @Default("raw")
        SequenceInput seqInput) {

  /** Parameters of a block that has none are none. */
  public ModelSection {
    blockParams = blockParams.filter(p -> !p.isEmpty());
  }

  /** How the time enters a trunk. */
  public enum TimeConditioning {
    /** Norms are scaled and shifted by it (Peebles and Xie 2022, arXiv 2212.09748). */
    ADALN,
    /** Not at all: the number of masks tells it. */
    NONE
  }

  /** How ids of residues become a number. */
  public enum SequenceInput {
    /** As they are, 0 to 29. */
    RAW,
    /** Divided by their number. */
    SCALED
  }

  /** Which residues are neighbours in self-consensus. */
  public enum Connectivity {
    /** Those up to {@code w} positions away. */
    LOCAL_WINDOW,
    /** The {@code w} that score highest. */
    TOP_W
  }

  /** The settings of {@code self_consensus}. */
  public record BlockParams(
      @Range(min = 1) Optional<Integer> numIterations,
      Optional<Connectivity> connectivityType,
      @Doc("Reach of the window, or neighbours of each residue.") @Range(min = 1)
          Optional<Integer> w,
      @Doc("Rank of the edges' weights.") @Range(min = 1) Optional<Integer> r,
      @Range(min = 1) Optional<Integer> edgeHiddenDim) {
    boolean isWhole() {
      return numIterations.isPresent()
          && connectivityType.isPresent()
          && w.isPresent()
          && r.isPresent()
          && edgeHiddenDim.isPresent();
    }

    boolean isEmpty() {
      return numIterations.isEmpty()
          && connectivityType.isEmpty()
          && w.isEmpty()
          && r.isEmpty()
          && edgeHiddenDim.isEmpty();
    }
  }

  /** The quantizer (Mentzer et al. 2023, arXiv 2309.15505). */
  public record Fsq(
      @Range(min = 1) int latentDim,
      @Doc("Levels of each dimension of a code; their product is at most 2^24.") @Range(min = 2)
          List<Integer> levels,
      @Doc("The finished encoder of stage_2: a run, a checkpoint or a safetensors file.")
          Optional<Path> encoderPath,
      @Doc("Normalise what is quantized, so that more codes are used.") @Default("false")
          boolean inputNorm) {
    private static final long MOST_CODES = 1 << 24;

    @Check("levels must be a list of at least one, whose product is at most 2^24")
    boolean levelsFit() {
      double product = levels.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
      return !levels.isEmpty() && product <= MOST_CODES;
    }
  }

  @Check("n_heads must divide d_model, and d_model / n_heads must be even")
  boolean headsFit() {
    return dModel % nHeads == 0 && dModel / nHeads % 2 == 0;
  }

  @Check(
      "block_type self_consensus needs block_params: num_iterations, connectivity_type, w, r,"
          + " edge_hidden_dim")
  boolean consensusHasItsParameters() {
    return blockType != BlockType.SELF_CONSENSUS
        || blockParams.filter(BlockParams::isWhole).isPresent();
  }

  @Check("block_params are for block_type self_consensus alone; leave them empty")
  boolean othersHaveNone() {
    return blockType == BlockType.SELF_CONSENSUS || blockParams.isEmpty();
  }

  @Check("style stage_1 and stage_2 need fsq with latent_dim and levels")
  boolean autoencodersHaveAQuantizer() {
    return style.isTrunk() || fsq.isPresent();
  }

  /** Whether the norms of the trunk follow the time. */
  public boolean hasTime() {
    return timeConditioning.orElse(
            style == Style.DISCRETE_DIFFUSION ? TimeConditioning.ADALN : TimeConditioning.NONE)
        == TimeConditioning.ADALN;
  }
}
