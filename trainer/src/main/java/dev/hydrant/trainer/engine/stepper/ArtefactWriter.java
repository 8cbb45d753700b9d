package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.checkpoint.AtomicFiles;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.torch.EagerTorch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes the artefacts of a model. */
record ArtefactWriter(
    Occasion occasion, Moment moment, Map<String, Double> row, EagerTorch torch, Path directory)
    implements Artefacts {
  @Override
  public Artefacts in(Path other) {
    return new ArtefactWriter(occasion, moment, row, torch, other);
  }

  @Override
  public void write(String name, byte[] bytes) {
    try {
      new AtomicFiles(directory).write(name, bytes);
    } catch (IOException e) {
      throw UserException.failure(
          directory.resolve(name) + " cannot be written: " + e.getMessage(), e);
    }
  }
}
