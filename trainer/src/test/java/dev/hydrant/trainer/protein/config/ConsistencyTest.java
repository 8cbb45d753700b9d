package dev.hydrant.trainer.protein.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.protein.config.MaskingSection.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G2: five warnings and what is an error, over all styles, losses and strategies. */
class ConsistencyTest {
  private static final String OTHER = " loss, but got ";

  @Test
  void all48PairsHaveTheWarningsOfTheTable() {
    int quiet = 0;
    for (Style style : Style.values()) {
      for (LossType loss : LossType.values()) {
        for (Strategy strategy : Strategy.values()) {
          List<String> expected = new ArrayList<>();
          if (style.isAutoencoder() && loss != LossType.KABSCH_RMSD) {
            expected.add("FSQ models typically use 'kabsch_rmsd'" + OTHER);
          }
          if (style == Style.MLM && loss != LossType.CROSS_ENTROPY) {
            expected.add("MLM models typically use 'cross_entropy'" + OTHER);
          }
          if (style == Style.DISCRETE_DIFFUSION && loss != LossType.SCORE_ENTROPY) {
            expected.add("Discrete diffusion models typically use 'score_entropy'" + OTHER);
          }
          if (style == Style.DISCRETE_DIFFUSION && strategy != Strategy.DISCRETE_DIFFUSION) {
            expected.add("typically use 'discrete_diffusion' masking, but got ");
          }
          if (style == Style.STAGE_2 && strategy != Strategy.NONE) {
            expected.add("FSQ stage_2 models typically use 'none' masking, but got ");
          }
          List<String> warnings = Consistency.warnings(style, loss, strategy);
          assertThat(warnings).as("%s %s %s", style, loss, strategy).hasSameSizeAs(expected);
          for (int i = 0; i < expected.size(); i++) {
            assertThat(warnings.get(i)).contains(expected.get(i));
          }
          quiet += warnings.isEmpty() ? 1 : 0;
        }
      }
    }
    assertThat(quiet).as("stage_1 and mlm with any strategy, the others with one").isEqualTo(10);
  }

  @Test
  void theWarningNamesBothLosses() {
    assertThat(Consistency.warnings(Style.STAGE_1, LossType.CROSS_ENTROPY, Strategy.SIMPLE))
        .containsExactly(
            "FSQ models typically use 'kabsch_rmsd' loss, but got 'cross_entropy'; kabsch_rmsd is"
                + " used");
  }

  @Test
  void laterStagesNeedAnEncoder() {
    OdysseyConfig second = Configurations.of(Style.STAGE_2, "");
    assertThat(Consistency.of(second).errors())
        .containsExactly("style stage_2 needs model.fsq.encoder_path: a run of stage_1");
    OdysseyConfig trunk = Configurations.of(Style.MLM, "");
    assertThat(Consistency.of(trunk).errors().get(0)).contains("model.fsq_encoder_path");
    OdysseyConfig whole = Configurations.of(Style.MLM, "fsq_encoder_path: outputs/first");
    assertThat(Consistency.of(whole).errors()).isEmpty();
    assertThat(Consistency.of(whole).unused())
        .containsExactly("model.fsq has no effect: trunks take the quantizer of their encoder");
  }

  @Test
  void anEncoderForAStageThatHasItsOwnIsUnused() {
    OdysseyConfig first = Configurations.of(Style.STAGE_1, "fsq_encoder_path: outputs/first");
    assertThat(Consistency.of(first).errors()).isEmpty();
    assertThat(Consistency.of(first).unused().get(0)).contains("model.fsq_encoder_path");
  }

  @Test
  void aLossOfWhatIsHiddenWhereNothingIsHiddenIsAWarning() {
    assertThat(Consistency.of(Configurations.of(Style.MLM, "")).warnings())
        .last()
        .asString()
        .contains("loss.loss_elements: masked counts what is hidden: the loss is 0");
    assertThat(Consistency.of(Configurations.of(Style.DISCRETE_DIFFUSION, "")).warnings())
        .last()
        .asString()
        .contains("loss.score_entropy_variant: absorb counts what is hidden");
    assertThat(Consistency.of(Configurations.of(Style.STAGE_1, "")).warnings()).isEmpty();
  }
}
