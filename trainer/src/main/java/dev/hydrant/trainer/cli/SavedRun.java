package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composer;
import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.ModelFactory;
import dev.hydrant.trainer.ModelRegistry;
import dev.hydrant.trainer.TrainConfig;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.UserException;
import dev.hydrant.trainer.engine.ResumePoint;
import dev.hydrant.trainer.engine.Steppers;
import dev.hydrant.trainer.torch.EagerTorch;
import java.nio.file.Files;
import java.nio.file.Path;

/** A trained model, read back from the directory of its run. */
record SavedRun(String type, TrainableModel model, EagerTorch torch) implements AutoCloseable {

  /**
   * Reads the newest checkpoint of a run, or the given one.
   *
   * @throws UserException if there is none, or the directory is no run
   */
  static SavedRun open(Path path, ModelRegistry registry) {
    if (!Files.isDirectory(path)) {
      throw UserException.usage(
          path + " is no directory.\nGive a run directory, such as outputs/<date>/<time>");
    }
    ResumePoint point = ResumePoint.at(path);
    Path record = point.run().resolve(".hydra");
    if (!Files.isRegularFile(record.resolve("config.yaml"))) {
      throw UserException.failure(
          point.run() + " is no run directory: it has no .hydra/config.yaml");
    }
    MapNode tree =
        Composer.builder().searchPath(record.toString()).build().compose("config").resolved();
    TrainConfig config = Binder.bind(tree, "", TrainConfig.class);
    TrainableModel model = new ModelFactory(registry).create(config, tree);
    EagerTorch torch = Steppers.world(config.loop());
    Steppers.restore(torch, model, point.checkpoint());
    return new SavedRun(config.type(), model, torch);
  }

  @Override
  public void close() {
    torch.close();
  }
}
