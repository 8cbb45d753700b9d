package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.checkpoint.AtomicFiles;
import dev.hydrant.trainer.checkpoint.PackedCheckpoint;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Writes the artefacts of a model. */
record ArtefactWriter(
    Occasion occasion,
    Moment moment,
    Map<String, Double> row,
    EagerTorch torch,
    Function<Parameter, Map<String, Tensor>> memory,
    ArtefactPlace place)
    implements Artefacts {
  @Override
  public Path directory() {
    return place.directory();
  }

  @Override
  public Map<String, Tensor> moments(Parameter parameter) {
    return memory.apply(parameter);
  }

  @Override
  public Map<String, byte[]> checkpoint(byte[] config) {
    return PackedCheckpoint.entries(place.checkpoint().get(), config);
  }

  @Override
  public Artefacts in(Path other) {
    ArtefactPlace there = new ArtefactPlace(other, place.checkpoint());
    return new ArtefactWriter(occasion, moment, row, torch, memory, there);
  }

  @Override
  public void write(String name, byte[] bytes) {
    try {
      new AtomicFiles(directory()).write(name, bytes);
    } catch (IOException e) {
      throw UserException.failure(
          directory().resolve(name) + " cannot be written: " + e.getMessage(), e);
    }
  }
}
