package dev.hydrant.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.Retention;
import dev.hydrant.trainer.checkpoint.Snapshot;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialInitTest {
  /** An encoder under one name or another, and a part of its own. */
  private static final class Model extends Module {
    final Linear encoder;
    final Linear head;

    Model(String encoder, long width, boolean frozen) {
      this.encoder = part(encoder, new Linear(4, width, Init.normal(1), Init.normal(1)));
      this.head = part("head", new Linear(width, 2, Init.normal(1), null));
      if (frozen) {
        this.encoder.freeze();
      }
    }
  }

  @TempDir Path dir;
  private final EagerTorch torch = EagerTorch.cpu();
  private Model source;
  private Path run;

  /** A run with one checkpoint, as the trainer leaves it. */
  @BeforeEach
  void train() {
    source = new Model("autoencoder.encoder", 3, false);
    Weights weights = Weights.create(torch, source, 1);
    run = dir.resolve("run");
    ObjectNode state = new ObjectMapper().createObjectNode();
    state.putObject("config").putObject("model_cfg.width").put("at", "x.yaml:1:1").put("value", 3);
    new CheckpointStore(run.resolve("checkpoints"), Retention.last(1))
        .save(
            new Snapshot(
                1,
                Map.of(
                    "model",
                    weights.parameters().stream()
                        .map(p -> TensorSources.source(p.name(), p))
                        .toList()),
                state,
                Map.of()));
  }

  @AfterEach
  void close() {
    torch.close();
  }

  private PartialInit part() {
    return new PartialInit("tokens.", run, "autoencoder.encoder.");
  }

  @Test
  void a_frozen_part_takes_the_values_of_its_source_and_nothing_else_moves() {
    Model model = new Model("tokens", 3, true);
    Weights weights = Weights.create(torch, model, 2);
    double[] head = model.head.weight.toDoubles();
    part().expecting("model_cfg.width", 3.0).expecting("model_cfg.unknown", 7).into(weights);
    assertThat(model.encoder.weight.toDoubles()).isEqualTo(source.encoder.weight.toDoubles());
    assertThat(model.encoder.bias.toDoubles()).isEqualTo(source.encoder.bias.toDoubles());
    assertThat(model.head.weight.toDoubles()).isEqualTo(head);
  }

  @Test
  void what_differs_is_told_with_both_values_and_nothing_is_overwritten() {
    Model model = new Model("tokens", 5, true);
    Weights weights = Weights.create(torch, model, 2);
    double[] before = weights.flat().toDoubles();
    assertThatThrownBy(() -> part().expecting("model_cfg.width", 5).into(weights))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            the weights of tokens.* cannot come from %s:
                model_cfg.width is 3 there and 5 here
                autoencoder.encoder.weight is [3, 4] there and tokens.weight is [5, 4] here
                autoencoder.encoder.bias is [3] there and tokens.bias is [5] here"""
                .formatted(run));
    assertThat(weights.flat().toDoubles()).isEqualTo(before);
  }

  @Test
  void another_prefix_is_answered_with_the_nearest_name() {
    Weights weights = Weights.create(torch, new Model("tokens", 3, true), 2);
    assertThatThrownBy(() -> new PartialInit("tokens.", run, "autoencoder.encoders.").into(weights))
        .hasMessageContaining("missing there (2): autoencoder.encoders.weight")
        .hasMessageContaining("autoencoder.encoder.weight");
    assertThatThrownBy(() -> new PartialInit("token.", run, "autoencoder.encoder.").into(weights))
        .hasMessageContaining("this model has no parameters named token.*");
  }

  @Test
  void facts_and_configuration_come_along() throws IOException {
    Path exported = Files.createDirectories(dir.resolve("exported"));
    WeightExport.write(
        exported,
        new WeightMapping(
            "us",
            mapping().entries(),
            Map.of("model_cfg", Map.of("width", 3)),
            mapping().tolerance()),
        Map.of("encoder.weight", source.encoder.weight, "encoder.bias", source.encoder.bias));
    Files.writeString(exported.resolve("facts.json"), "{\"data\": {\"features\": 12}}");
    PartialInit part = new PartialInit("tokens.", exported, "encoder.");
    assertThat(part.origin().fact("data.features").asInt()).isEqualTo(12);
    assertThat(part.origin().setting("model_cfg.width").asInt()).isEqualTo(3);
    assertThat(part().origin().setting("model_cfg.width").asInt()).isEqualTo(3);
    Weights weights = Weights.create(torch, new Model("tokens", 3, true), 2);
    part.expectingFact("data.features", 12).into(weights);
    assertThatThrownBy(() -> part.expectingFact("data.features", 9).into(weights))
        .hasMessageContaining("fact data.features is 12 there and 9 here");
  }

  private static WeightMapping mapping() {
    return new WeightMapping(
        "us",
        Map.of(
            "encoder.weight", new WeightMapping.Entry("encoder.weight", false, false),
            "encoder.bias", new WeightMapping.Entry("encoder.bias", false, false)),
        Map.of(),
        WeightMapping.Tolerance.NONE);
  }
}
