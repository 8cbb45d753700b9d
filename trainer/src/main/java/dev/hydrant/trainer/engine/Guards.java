package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.engine.Fault.Remedy;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.settings.GuardConfig;
import java.util.Locale;
import java.util.Optional;

/** Judges the numbers of each step: are they finite, and is the loss what it usually is? */
final class Guards implements Stateful {
  private final Remedy onNonfinite;
  private final Remedy onSpike;
  private final SpikeDetector spikes;

  Guards(GuardConfig config) {
    this.onNonfinite = Remedy.named(config.onNonfinite());
    this.onSpike = Remedy.named(config.onSpike());
    this.spikes = new SpikeDetector(config.spikeWindow(), config.spikeZscore());
  }

  /** Whether any fault leads back to an earlier state. */
  boolean rollBack() {
    return onNonfinite == Remedy.ROLLBACK || onSpike == Remedy.ROLLBACK;
  }

  /** The loss above which a step must not change the parameters. */
  double lossLimit() {
    return onSpike == Remedy.WARN ? Double.POSITIVE_INFINITY : spikes.limit();
  }

  /** Returns what is wrong with a step, if anything. */
  Optional<Fault> judge(StepResult result) {
    double loss = result.loss();
    boolean jumped = Double.isFinite(loss) && loss > spikes.limit();
    boolean withheld = jumped && onSpike != Remedy.WARN;
    if (!result.applied() && !withheld) {
      return Optional.of(nonfinite(result));
    }
    return jumped ? Optional.of(spike(loss)) : Optional.empty();
  }

  /** Takes a loss into what is usual. */
  void learn(StepResult result) {
    if (Double.isFinite(result.loss())) {
      spikes.add(result.loss());
    }
  }

  private Fault nonfinite(StepResult result) {
    return new Fault(
        Double.isFinite(result.loss())
            ? "the gradient norm is " + result.gradNorm()
            : "the loss is " + result.loss(),
        onNonfinite,
        "Lower lr, lengthen warmup_frac, or skip such steps with on_nonfinite=skip");
  }

  private Fault spike(double loss) {
    return new Fault(
        String.format(Locale.ROOT, "the loss jumped to %.4g (%s)", loss, spikes.usual()),
        onSpike,
        "Lower lr or grad_clip, or skip such steps with on_spike=skip");
  }

  @Override
  public void save(ObjectNode state) {
    spikes.save(state);
  }

  @Override
  public void restore(JsonNode state) {
    spikes.restore(state);
  }
}
