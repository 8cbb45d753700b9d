package dev.hydrant.trainer.weights;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Allocated models of a few lines of YAML, written and read. */
record Models(TrainableModel model, WeightMapping mapping, Stepper stepper)
    implements AutoCloseable {
  static Models of(MapNode tree) {
    RunSetup setup = RunSetup.of(tree, ModelRegistry.load());
    TrainableModel model = setup.model();
    WeightMapping mapping = setup.weightMapping(model.module());
    return new Models(model, mapping, Steppers.single(setup.config(), model));
  }

  static Models of(String type, String modelConfig, int seed) {
    return of(
        Runs.tree(
            """
            type: %s
            model_cfg: {%s}
            seq_len: 6
            val_tokens: 6
            train_files: none
            val_files: none
            seed: %d
            """
                .formatted(type, modelConfig, seed)));
  }

  Path export(Path directory) throws IOException {
    Files.createDirectories(directory);
    stepper.export(directory, mapping);
    return directory;
  }

  void importWeights(Path from) {
    stepper.importWeights(from, mapping);
  }

  /** The bytes of all weights by name. */
  Map<String, byte[]> bytes() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (TensorSource t : stepper.tensors().get("model")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      t.writeTo(
          piece -> {
            byte[] b = new byte[piece.remaining()];
            piece.get(b);
            out.writeBytes(b);
          });
      all.put(t.name(), out.toByteArray());
    }
    return all;
  }

  byte[] bytesOf(String name) throws IOException {
    return bytes().get(name);
  }

  @Override
  public void close() {
    stepper.close();
  }
}
