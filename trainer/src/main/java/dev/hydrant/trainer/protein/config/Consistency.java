package dev.hydrant.trainer.protein.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the sections of a configuration go together.
 *
 * @param errors what cannot be trained
 * @param warnings what is unusual, and trained all the same
 * @param unused settings that the style does not read
 */
public record Consistency(List<String> errors, List<String> warnings, List<String> unused) {
  /** Checks a configuration whose values are right each by itself. */
  public static Consistency of(OdysseyConfig config) {
    ModelSection model = config.model();
    Style style = model.style();
    List<String> warnings =
        new ArrayList<>(warnings(style, config.loss().type(), config.masking().strategy()));
    warnings.addAll(idle(config));
    return new Consistency(errors(model), List.copyOf(warnings), unused(model));
  }

  /** A loss of what is hidden, where nothing ever is: it is 0, and nothing is learned. */
  private static List<String> idle(OdysseyConfig config) {
    LossSection loss = config.loss();
    String counting =
        switch (config.model().style()) {
          case STAGE_1, STAGE_2 ->
              loss.rmsdElements() == LossSection.RmsdElements.MASKED
                  ? "loss.rmsd_elements: masked"
                  : null;
          case MLM ->
              loss.lossElements().orElse(LossSection.LossElements.MASKED)
                      == LossSection.LossElements.MASKED
                  ? "loss.loss_elements: masked"
                  : null;
          case DISCRETE_DIFFUSION ->
              loss.scoreEntropyVariant() == LossSection.ScoreEntropyVariant.ABSORB
                  ? "loss.score_entropy_variant: absorb"
                  : null;
        };
    return counting == null || config.masking().strategy() != MaskingSection.Strategy.NONE
        ? List.of()
        : List.of(
            "masking.strategy: none hides nothing, and %s counts what is hidden: the loss is 0, and nothing is learned"
                .formatted(counting));
  }

  /** The five unusual pairs. */
  public static List<String> warnings(
      Style style, LossType loss, MaskingSection.Strategy strategy) {
    List<String> warnings = new ArrayList<>();
    LossType usual = LossType.of(style);
    if (loss != usual) {
      warnings.add(
          "%s models typically use '%s' loss, but got '%s'; %s is used"
              .formatted(family(style), key(usual), key(loss), key(usual)));
    }
    if (style == Style.DISCRETE_DIFFUSION
        && strategy != MaskingSection.Strategy.DISCRETE_DIFFUSION) {
      warnings.add(
          "Discrete diffusion models typically use 'discrete_diffusion' masking, but got '%s'"
              .formatted(key(strategy)));
    }
    if (style == Style.STAGE_2 && strategy != MaskingSection.Strategy.NONE) {
      warnings.add(
          "FSQ stage_2 models typically use 'none' masking, but got '%s'".formatted(key(strategy)));
    }
    return List.copyOf(warnings);
  }

  private static List<String> errors(ModelSection model) {
    if (model.style() == Style.STAGE_2
        && model.fsq().flatMap(ModelSection.Fsq::encoderPath).isEmpty()) {
      return List.of("style stage_2 needs model.fsq.encoder_path: a run of stage_1");
    }
    if (model.style().isTrunk() && model.fsqEncoderPath().isEmpty()) {
      return List.of(
          "style %s needs model.fsq_encoder_path: a run of stage_1 or stage_2"
              .formatted(key(model.style())));
    }
    return List.of();
  }

  private static List<String> unused(ModelSection model) {
    List<String> unused = new ArrayList<>();
    if (model.style() == Style.STAGE_1
        && model.fsq().flatMap(ModelSection.Fsq::encoderPath).isPresent()) {
      unused.add("model.fsq.encoder_path has no effect: stage_1 trains its own encoder");
    }
    if (model.style().isAutoencoder() && model.fsqEncoderPath().isPresent()) {
      unused.add(
          "model.fsq_encoder_path has no effect: it is for mlm and discrete_diffusion, %s"
              .formatted(
                  model.style() == Style.STAGE_1
                      ? "stage_1 trains its own encoder"
                      : "stage_2 has model.fsq.encoder_path"));
    }
    if (model.style().isTrunk() && model.fsq().isPresent()) {
      unused.add("model.fsq has no effect: trunks take the quantizer of their encoder");
    }
    return List.copyOf(unused);
  }

  private static String family(Style style) {
    return switch (style) {
      case STAGE_1, STAGE_2 -> "FSQ";
      case MLM -> "MLM";
      case DISCRETE_DIFFUSION -> "Discrete diffusion";
    };
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
