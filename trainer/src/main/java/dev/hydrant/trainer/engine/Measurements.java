package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.ForwardingCallback;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.ObserveConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds to each row what is for the eyes alone and not kept with checkpoints: details of the groups,
 * the memory of the process, and the share of the stated peak that the arithmetic reached.
 */
public final class Measurements extends ForwardingCallback {
  private final Stepper stepper;
  private final TrainableModel model;
  private final ObserveConfig config;

  public Measurements(
      Callback delegate, Stepper stepper, TrainableModel model, ObserveConfig config) {
    super(delegate);
    this.stepper = stepper;
    this.model = model;
    this.config = config;
  }

  @Override
  public void onStep(Metrics metrics) {
    Map<String, Double> row = new LinkedHashMap<>(metrics.values());
    if (row.containsKey(Metrics.GRAD_NORM)) {
      row.putAll(stepper.details());
      Double speed = row.get(model.feed().unit() + "_per_s");
      config
          .peakFlops()
          .filter(peak -> speed != null)
          .ifPresent(peak -> row.put("mfu", speed * model.flopsPerItem() / peak));
      ProcessMemory.residentBytes().ifPresent(b -> row.put("memory_mb", (double) (b >> 20)));
    }
    delegate.onStep(metrics.with(row));
  }
}
