package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.torch.EagerTorch;
import java.nio.file.Path;
import java.util.List;

/** A trained model, read back from the directory of its run. */
record SavedRun(String type, TrainableModel model, EagerTorch torch) implements AutoCloseable {

  /**
   * Reads the checkpoint of a run that the options mean.
   *
   * @throws dev.hydrant.trainer.error.UserException if there is none, or the directory is no run
   */
  static SavedRun open(Path path, CheckpointOptions options, ModelRegistry registry) {
    RecordedRun run = RecordedRun.open(path, options.checkpoint(), List.of(), registry);
    TrainableModel model = run.setup().model();
    EagerTorch torch = Steppers.openTorch(run.config().loop());
    Steppers.restore(torch, model, run.checkpoint(), options.weights());
    return new SavedRun(run.config().type(), model, torch);
  }

  @Override
  public void close() {
    torch.close();
  }
}
