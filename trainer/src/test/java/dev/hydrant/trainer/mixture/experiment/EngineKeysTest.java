package dev.hydrant.trainer.mixture.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.mixture.config.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F4, Q4 and V2: what an experiment tells the engine beside its sections. */
class EngineKeysTest {
  private static final Presets PRESETS = Presets.in(Path.of("..", "conf"));

  private static ExperimentConfig quick(String... overrides) {
    return PRESETS.get("quick_test", List.of(overrides));
  }

  /** What a machine with a GPU does cannot be tried on one without. */
  @ParameterizedTest
  @CsvSource({
    "cuda, true, false, bf16",
    "cuda:1, true, false, bf16",
    "auto, true, true, bf16",
    "auto, true, false, fp32",
    "auto, false, true, fp32",
    "cpu, true, true, fp32"
  })
  void productsAreIn16BitsWhereAGpuDoesThem(
      String device, boolean mixed, boolean there, String precision) {
    assertThat(EngineKeys.precision(new Device(device, 0, mixed, 1), () -> there))
        .isEqualTo(precision);
  }

  /** A key that the sections have a name for is written there; the others stay beside them. */
  @Test
  void engineKeysAreKept() {
    ExperimentConfig told =
        quick(
            "device=cpu",
            "lr=0.01",
            "optimizer=muon",
            "seed=7",
            "num_iterations=5",
            "precision=fp64",
            "lr_schedule=wsd",
            "cooldown_frac=0.2",
            "ema_decay=0.9",
            "grad_clip=0");
    assertThat(told.sections().training().rate()).isEqualTo(0.01);
    assertThat(told.sections().device().seed()).isEqualTo(7);
    assertThat(told.sections().training().gradientClipVal()).isEmpty();
    assertThat(told.engine())
        .isEqualTo(
            Map.of(
                "optimizer",
                "muon",
                "num_iterations",
                5,
                "precision",
                "fp64",
                "lr_schedule",
                "wsd",
                "cooldown_frac",
                0.2,
                "ema_decay",
                0.9));
    ExperimentConfig read = ExperimentConfig.parse(told.toJson(), "told.json");
    assertThat(read).isEqualTo(told);
    assertThat(read.toJson()).isEqualTo(told.toJson());
  }

  /** Steps of a warm-up count against the run's length, whichever key told it. */
  @Test
  void aWarmUpInStepsIsReadBack() {
    ExperimentConfig told = quick("training.scheduler.warmup_steps=10", "num_iterations=40");
    assertThat(EngineKeys.settings(told.tree()).schedule().warmupFrac()).isEqualTo(0.25);
    assertThat(ExperimentConfig.parse(told.toJson(), "told.json")).isEqualTo(told);
  }

  /** Rates of the flow follow the rate that counts. */
  @Test
  void theRateOfTheFlowIsAHundredTimesTheOneThatCounts() {
    ExperimentConfig told =
        quick("model.flow.enabled=true", "model.flow.predictor_type=monotonic", "lr=0.002");
    assertThat(EngineKeys.settings(told.tree()).optimizer().optimizerGroups().get("flow").lr())
        .hasValue(0.2);
    assertThat(told.engine()).isEmpty();
  }

  @Test
  void engineKeysAreChangedAsOthers() {
    ExperimentConfig changed = quick("device=cpu").with("precision", "fp64");
    assertThat(changed.engine()).isEqualTo(Map.of("precision", "fp64"));
    assertThat(changed.with("training.num_epochs", 3).engine()).containsKey("precision");
    assertThat(changed.with("precision", "fp32").engine()).isEmpty();
  }
}
