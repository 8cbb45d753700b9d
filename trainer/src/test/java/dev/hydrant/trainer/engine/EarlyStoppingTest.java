package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.settings.GuardConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When waiting for a better measurement begins, and when it ends a run. */
class EarlyStoppingTest {
  private static EarlyStopping of(String yaml) {
    return new EarlyStopping(
        ConfigTrees.bind(Runs.tree(yaml), GuardConfig.class), "val/seq_acc", false);
  }

  /** The first epoch after which a run ends; 0 if none does. */
  private static int end(EarlyStopping stopping, int first, double... values) {
    for (int i = 0; i < values.length; i++) {
      int epoch = first + i;
      Map<String, Double> row = Map.of("val/seq_acc", values[i], "epoch", (double) epoch);
      if (stopping.isEnough(new Metrics(epoch, row))) {
        return epoch;
      }
    }
    return 0;
  }

  @Test
  void waitingBeginsAtOnce() {
    assertThat(end(of("early_stop_patience: 2"), 1, 0, 0, 0, .5)).isEqualTo(3);
  }

  @Test
  void waitingBeginsAtAnEpoch() {
    String yaml = "early_stop_patience: 2\nearly_stop_from_epoch: 4";
    assertThat(end(of(yaml), 1, .5, .4, .3, .2, .1, .1)).isEqualTo(5);
  }

  @Test
  void waitingBeginsOnceAValueIsLeft() {
    String yaml = "early_stop_patience: 2\nearly_stop_once: 0.0";
    assertThat(end(of(yaml), 1, 0, 0, 0, 0, .1, .1, .1)).isEqualTo(7);
    assertThat(end(of(yaml), 1, 0, 0, 0, 0, 0)).isZero();
  }

  @Test
  void whatWasLeftStaysLeftWhenARunGoesOn() {
    String yaml = "early_stop_patience: 3\nearly_stop_once: 0.0";
    EarlyStopping before = of(yaml);
    end(before, 1, 0, .1, .05);
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    before.save(state);
    EarlyStopping after = of(yaml);
    after.restore(state);
    assertThat(end(after, 4, .05, .05)).isEqualTo(5);
  }
}
