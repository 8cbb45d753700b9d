package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.model.Trouble;
import dev.hydrant.trainer.run.Runs;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R51, R52: what is said when a symptom is measured, from scripted numbers. */
class HintsTest {
  private static Hints of(String yaml) {
    return new Hints(ConfigTrees.bind(Runs.tree(yaml), GrammarVaeConfig.class));
  }

  private static Map<String, Double> row(double loss) {
    return Map.of("train/rec_loss", loss, "train/seq_acc", 0.1, "train/kl_per_dim", 0.002);
  }

  @Test
  void aLossThatDoesNotMoveIsToldOnce() {
    Hints hints = of("beta: 1.0");
    for (int e = 0; e < 5; e++) {
      assertThat(hints.afterEpoch(row(20 - e))).isEmpty();
    }
    Optional<String> said = Optional.empty();
    int epochs = 0;
    while (said.isEmpty()) {
      epochs++;
      said = hints.afterEpoch(row(15.99));
    }
    assertThat(epochs).isEqualTo(10);
    assertThat(said.orElseThrow())
        .contains("Decrease beta or increase kl_anneal_epochs", "0.0020", "increase lr");
    assertThat(hints.afterEpoch(row(15.99))).isEmpty();
    // R51: the summary says all again
    assertThat(hints.all()).containsExactly(said.orElseThrow());
    Optional<String> few = hints.atEnd(Map.of("val/seq_acc", 0.0));
    assertThat(hints.all()).containsExactly(said.orElseThrow(), few.orElseThrow());
  }

  /** R53, R54. */
  @Test
  void whatEndsARunIsToldWithKeysOfThisFamily() {
    assertThat(of("beta: 1.0").against(Trouble.FAULTY_STEP).orElseThrow())
        .contains("free_bits", "gradient_clip_val=1.0");
    assertThat(of("beta: 1.0").against(Trouble.OUT_OF_MEMORY).orElseThrow())
        .contains("batch_size", "encoder_hidden", "decoder_hidden", "preset=minimal");
    assertThat(of("hints: false").against(Trouble.FAULTY_STEP)).isEmpty();
  }

  @Test
  void aLossThatFallsIsNoSymptom() {
    Hints hints = of("beta: 1.0");
    for (int e = 0; e < 40; e++) {
      assertThat(hints.afterEpoch(row(20 * Math.pow(.99, e)))).isEmpty();
    }
  }

  @Test
  void fewRightSequencesAreToldWithTheirCause() {
    Map<String, Double> collapsed = Map.of("val/seq_acc", 0.0, "train/kl_per_dim", 0.002);
    assertThat(of("encoder_pool: mean").atEnd(collapsed).orElseThrow())
        .contains("latent is unused", "loss_scale=per_dim", "encoder_pool=flatten", "preset=large");
    Map<String, Double> used = Map.of("val/seq_acc", 0.005, "train/kl_per_dim", 1.0);
    assertThat(of("encoder_pool: flatten").atEnd(used).orElseThrow())
        .doesNotContain("unused", "encoder_pool")
        .contains("increase free_bits");
    assertThat(of("latent_noise: 0.01").atEnd(collapsed).orElseThrow()).doesNotContain("unused");
    assertThat(of("hints: false").atEnd(collapsed)).isEmpty();
    assertThat(of("beta: 1.0").atEnd(Map.of("val/seq_acc", 0.5))).isEmpty();
  }

  @Test
  void whatWasSaidIsNotSaidAgainWhenARunGoesOn() {
    Hints before = of("beta: 1.0");
    for (int e = 0; e < 12; e++) {
      before.afterEpoch(row(16));
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    before.save(state);
    Hints after = of("beta: 1.0");
    after.restore(state);
    assertThat(after.afterEpoch(row(16))).isEmpty();
  }
}
