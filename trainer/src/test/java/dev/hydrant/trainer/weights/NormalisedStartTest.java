package dev.hydrant.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.lm.TinyModels;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model's weights are after each step they are before the first one, too. */
class NormalisedStartTest {
  private static final Batch BATCH = batch();

  @TempDir Path dir;

  private static Batch batch() {
    Map<String, Batch.Array> arrays = new LinkedHashMap<>();
    arrays.put(TokenFeed.INPUTS, new Batch.Longs(LongStream.range(0, 12).toArray(), 2, 6));
    arrays.put(TokenFeed.TARGETS, new Batch.Longs(LongStream.range(1, 13).toArray(), 2, 6));
    return new Batch(arrays, 12);
  }

  private static MapNode ngpt(String more) {
    return Runs.tree(
        """
        type: ngpt
        model_cfg: {vocab_size: 13, n_ctx: 6, model_dim: 8, num_heads: 2, num_layers: 2}
        seq_len: 6
        val_tokens: 6
        train_files: none
        val_files: none
        grad_clip: 0
        %s
        """
            .formatted(more));
  }

  /** The weights of a fresh model, and the same with every matrix made longer. */
  private Path longer(Models model, ElementType type) throws IOException {
    Stored stored = Stored.read(model.export(dir.resolve("out")).resolve("model.safetensors"));
    stored
        .values()
        .forEach(
            (name, v) -> {
              for (int i = 0; i < v.length && stored.shapes().get(name).size() == 2; i++) {
                v[i] *= 3;
              }
            });
    Path file = dir.resolve("longer.safetensors");
    stored.write(file, type);
    return file;
  }

  private static double[] first(Models model, String file, String tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (TensorSource t : model.stepper().tensors().get(file)) {
      if (t.name().equals(tensor)) {
        t.writeTo(
            piece -> {
              byte[] b = new byte[piece.remaining()];
              piece.get(b);
              out.writeBytes(b);
            });
      }
    }
    ByteBuffer b = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[8];
    for (int i = 0; i < values.length; i++) {
      values[i] = b.getFloat();
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"F32, 2e-6", "F64, 2e-6", "BF16, 1e-2"})
  void ngpt_takes_the_step_of_unit_vectors_however_long_those_of_the_file_are(
      ElementType type, double tolerance) throws IOException {
    try (Models fresh = Models.of(ngpt(""));
        Models begun = Models.of(ngpt("seed: 7"))) {
      begun.importWeights(longer(fresh, type));
      double expected = fresh.stepper().evaluate(BATCH, 0).values().get("loss");
      assertThat(begun.stepper().evaluate(BATCH, 0).values().get("loss"))
          .isCloseTo(expected, within(tolerance));
      StepResult there = fresh.stepper().train(List.of(BATCH), 0, 1);
      StepResult here = begun.stepper().train(List.of(BATCH), 0, 1);
      assertThat(here.loss()).isCloseTo(there.loss(), within(tolerance));
      assertThat(here.gradNorm()).isCloseTo(there.gradNorm(), within(10 * tolerance));
    }
  }

  @Test
  void an_average_begins_with_the_unit_vectors() throws IOException {
    try (Models model = Models.of(ngpt("ema_decay: 0.9"))) {
      double[] unit = first(model, "model", "wte.weight");
      model.importWeights(longer(model, ElementType.F32));
      assertThat(first(model, "model", "wte.weight")).containsExactly(unit, within(1e-6));
      assertThat(first(model, "ema", "wte.weight"))
          .containsExactly(first(model, "model", "wte.weight"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.hydrant.trainer.lm.TinyModels#types")
  void initial_weights_are_as_they_are_after_a_step(String type) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      TrainableModel model = TinyModels.of(type);
      Weights.create(torch, model.module(), 5);
      torch
          .noGrad(model::afterStep)
          .forEach(
              (p, value) ->
                  assertThat(value.toDoubles())
                      .as(p.name())
                      .containsExactly(p.toDoubles(), within(1e-12)));
    }
  }
}
