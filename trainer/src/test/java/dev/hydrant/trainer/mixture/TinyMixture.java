package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.model.TinyRun;
import java.nio.file.Path;
import java.util.List;

/** A few small sets of points, which need no data. */
public final class TinyMixture implements TinyRun {
  @Override
  public String type() {
    return "mixture";
  }

  @Override
  public List<String> overrides(String config, Path directory) {
    return List.of(
        "gmm/model=tiny",
        "training.batch_size=2",
        "training.num_train_samples=8",
        "validation.num_val_samples=2",
        "validation.validation_batch_size=2",
        "data.sample_count_distribution={type: fixed, value: 40}",
        "num_iterations=2",
        "device.device=cpu");
  }
}
