package dev.hydrant.trainer.protein.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** The section {@code masking}: what a model does not see. */
public record MaskingSection(
    @Doc("simple, complex, discrete_diffusion or none.") Strategy strategy,
    Optional<Simple> simple,
    Optional<Diffusion> discreteDiffusion,
    @Doc(
            "Whether the structure tokens that a trunk reads come from all coordinates, or only from"
                + " those it may see.")
        @Default("clean")
        TokenizeFrom tokenizeFrom) {

  /** How masks are drawn. */
  public enum Strategy {
    /** Each position with a fixed chance. */
    SIMPLE("simple"),
    /** Each position with a chance that is drawn for the protein. */
    COMPLEX("complex"),
    /** With the chance of a time that is drawn for the protein. */
    DISCRETE_DIFFUSION("discrete_diffusion"),
    /** None. */
    NONE("no_mask");

    private final String label;

    Strategy(String label) {
      this.label = label;
    }

    /** As it stands in names of checkpoints. */
    public String label() {
      return label;
    }
  }

  /** Fixed chances. */
  public record Simple(
      @Range(min = 0, max = 1) double maskProbSeq,
      @Doc("Of coordinates and structure tokens, together.") @Range(min = 0, max = 1)
          double maskProbStruct) {}

  /** How the noise grows with time. */
  public record Diffusion(
      @Doc("linear, inverted_u or uniform.") Schedule noiseSchedule,
      @Range(above = 0) double sigmaMin,
      @Range(above = 0) double sigmaMax,
      @Range(min = 1) int numTimesteps) {
    @Check("sigma_min must be at most sigma_max")
    boolean isOrdered() {
      return sigmaMin <= sigmaMax;
    }

    @Check("noise_schedule inverted_u needs num_timesteps of at least 2")
    boolean hasSteps() {
      return noiseSchedule != Schedule.INVERTED_U || numTimesteps >= 2;
    }
  }

  /** Schedules of the noise. */
  public enum Schedule {
    /** The rate grows evenly. */
    LINEAR,
    /** The chance of a mask grows fast at both ends, slowly between. */
    INVERTED_U,
    /** The chance of a mask grows evenly. */
    UNIFORM
  }

  /** What structure tokens of a trunk's input come from. */
  public enum TokenizeFrom {
    /** All coordinates: tokens beside a mask may tell of it. */
    CLEAN,
    /** Those that are not masked. */
    MASKED
  }

  /** These settings with a fixed chance for both tracks. */
  public MaskingSection withRate(double chance) {
    return new MaskingSection(
        Strategy.SIMPLE, Optional.of(new Simple(chance, chance)), discreteDiffusion, tokenizeFrom);
  }

  @Check("strategy simple needs simple: {mask_prob_seq, mask_prob_struct}")
  boolean simpleHasItsChances() {
    return strategy != Strategy.SIMPLE || simple.isPresent();
  }

  @Check(
      "strategy discrete_diffusion needs discrete_diffusion: {noise_schedule, sigma_min, sigma_max,"
          + " num_timesteps}")
  boolean diffusionHasASchedule() {
    return strategy != Strategy.DISCRETE_DIFFUSION || discreteDiffusion.isPresent();
  }
}
