package dev.hydrant.trainer.protein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.feed.ProteinFacts;
import dev.hydrant.trainer.protein.feed.ProteinFeed;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G4: all blocks with all styles and masks; and what holds of each block in a whole model. */
class CombinationsTest {
  private static final List<String> BLOCKS =
      List.of(
          "block_type: self_attention",
          "block_type: geometric_attention",
          "block_type: reflexive_attention",
          ProteinYaml.consensus("top_w"));

  private static final EncoderShape ENCODER =
      new EncoderShape(
          BlockType.REFLEXIVE_ATTENTION,
          null,
          16,
          2,
          1,
          128,
          2,
          8,
          List.of(7, 5, 5, 5, 5),
          true,
          true);

  @TempDir static Path dir;
  private static Path data;

  @BeforeAll
  static void makeData() {
    data = ProteinYaml.data(dir.resolve("data"), 8);
  }

  private static ProteinModel model(String style, String block, String masking, String more) {
    String yaml =
        ProteinYaml.of(
            style,
            block + "\n  " + more,
            style.equals("stage_1") ? null : "unused",
            data,
            ProteinYaml.masking(masking));
    OdysseyConfig config = ConfigTrees.bind(Runs.tree(yaml), OdysseyConfig.class);
    EncoderShape encoder = style.equals("stage_1") ? EncoderShape.of(config.model()) : ENCODER;
    ProteinFacts facts = ProteinFeed.discover(config, encoder);
    return new ProteinModel(config, facts, Optional.empty());
  }

  private static Map<String, Tensor> batch(ProteinModel model, EagerTorch torch, long index) {
    try (BatchSource<Batch> source = model.feed().training()) {
      Map<String, Tensor> out = new LinkedHashMap<>();
      source.read(index).arrays().forEach((name, array) -> out.put(name, array.in(torch)));
      return out;
    }
  }

  /** 64 combinations take a step: a finite loss whose gradient is finite. */
  @ParameterizedTest
  @ValueSource(strings = {"stage_1", "stage_2", "mlm", "discrete_diffusion"})
  void takeAStep(String style) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (String block : BLOCKS) {
        for (String masking : List.of("simple", "complex", "discrete_diffusion", "none")) {
          try (Scope scope = torch.scope()) {
            ProteinModel model = model(style, block, masking, "");
            Weights weights = Weights.create(torch, model.module(), 1);
            torch.randomKey(1, 0);
            Objective o = model.loss(batch(model, torch, 0), Phase.TRAIN);
            String as = style + ", " + block + ", " + masking;
            assertThat(o.loss().item()).as(as).isFinite().isGreaterThanOrEqualTo(0);
            double norm = 0;
            for (Tensor g : torch.gradients(o.loss(), weights.trainable())) {
              norm += g.square().sum().item();
            }
            assertThat(norm).as(as).isFinite();
            boolean hidesNothing = masking.equals("none") && !style.startsWith("stage");
            assertThat(norm > 0).as(as).isEqualTo(!hidesNothing);
          }
        }
      }
    }
  }

  private static Tensor rotation(EagerTorch torch) {
    double a = 0.9;
    return torch.tensor(
        new double[] {
          0.6 * Math.cos(a),
          0.6 * Math.sin(a),
          0.8,
          -Math.sin(a),
          Math.cos(a),
          0,
          -0.8 * Math.cos(a),
          -0.8 * Math.sin(a),
          0.6
        },
        3,
        3);
  }

  private static double lossOf(ProteinModel model, Map<String, Tensor> batch) {
    return model.loss(batch, Phase.VALIDATION).loss().item();
  }

  /**
   * A trunk's geometric block sees only what turns with the protein: the loss stays, whatever the
   * pose. In a mirror, reflexive attention does not notice; geometric attention does.
   */
  @ParameterizedTest
  @ValueSource(strings = {"geometric_attention", "reflexive_attention"})
  void rigidMotionsDoNotCount(String block) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      ProteinModel model = model("mlm", "block_type: " + block, "simple", "");
      Weights.create(torch, model.module(), 1);
      // The encoder reads raw coordinates: its tokens are held by taking those of all zeros.
      Map<String, Tensor> batch = batch(model, torch, 0);
      TokensHeld held = new TokensHeld(model, batch);
      Tensor x = batch.get("coordinates");
      double still = held.loss(x);
      Tensor moved = x.matmul(rotation(torch)).add(torch.tensor(new double[] {3, -7, 12}, 3));
      assertThat(held.loss(moved)).isCloseTo(still, within(1e-9));
      double mirrored = held.loss(x.mul(torch.tensor(new double[] {-1, 1, 1}, 3)));
      if (block.startsWith("reflexive")) {
        assertThat(mirrored).isCloseTo(still, within(1e-9));
      } else {
        assertThat(Math.abs(mirrored - still)).isGreaterThan(1e-6);
      }
    }
  }

  /** The trunk's guesses for given tokens, summed up, as a function of the coordinates. */
  private record TokensHeld(ProteinModel model, Map<String, Tensor> batch) {
    double loss(Tensor coordinates) {
      Map<String, Tensor> changed = new LinkedHashMap<>(batch);
      changed.put("coordinates", coordinates);
      var trunk = (Trunk) model.network();
      Tensor ids = batch.get("sequence");
      var logits = trunk.logits(ids, ids.mul(7), Tracks.of(changed));
      Tensor there = batch.get("real").to(logits.sequence().dtype()).unsqueeze(-1);
      return logits.sequence().mul(there).square().sum().item();
    }
  }

  /** O9: tokens and loss are the same with 50 more positions of padding. */
  @ParameterizedTest
  @ValueSource(strings = {"stage_1", "stage_2", "mlm", "discrete_diffusion"})
  void paddingDoesNotCount(String style) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      List<String> blocks = new ArrayList<>(BLOCKS);
      blocks.add(ProteinYaml.consensus("local_window"));
      for (String block : blocks) {
        try (Scope scope = torch.scope()) {
          ProteinModel model = model(style, block, "simple", "");
          Weights.create(torch, model.module(), 1);
          Map<String, Tensor> batch = batch(model, torch, 0);
          double loss = lossOf(model, batch);
          double longer = lossOf(model, padded(batch, 40));
          assertThat(longer).as(style + " " + block).isCloseTo(loss, within(1e-8 * (1 + loss)));
        }
      }
    }
  }

  /** The same batch, each row with so many more positions of padding. */
  private static Map<String, Tensor> padded(Map<String, Tensor> batch, long more) {
    Map<String, Tensor> out = new LinkedHashMap<>(batch);
    out.replaceAll(
        (name, x) -> {
          if (x.rank() < 2) {
            return x;
          }
          long[] amounts = new long[2 * (x.rank() - 1)];
          amounts[amounts.length - 1] = more;
          Tensor plain = x.dtype() == DType.BOOL ? x.to(DType.INT64) : x;
          Tensor longer = plain.pad(name.equals("sequence") ? 25 : 0, amounts);
          return x.dtype() == DType.BOOL ? longer.gt(0) : longer;
        });
    return out;
  }

  /** A protein is the same alone and beside a longer one, down to its tokens. */
  @Test
  void tokensDoNotDependOnTheRestOfTheBatch() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      ProteinModel model = model("stage_1", ProteinYaml.consensus("local_window"), "none", "");
      Weights.create(torch, model.module(), 1);
      Map<String, Tensor> batch = batch(model, torch, 0);
      Map<String, Tensor> first = new LinkedHashMap<>();
      batch.forEach((name, x) -> first.put(name, x.slice(0, 0, 1)));
      long[] alone = tokens(model, first);
      assertThat(Arrays.copyOf(tokens(model, batch), alone.length)).isEqualTo(alone);
    }
  }

  private static long[] tokens(ProteinModel model, Map<String, Tensor> batch) {
    var tracks = Tracks.of(batch);
    Tensor real = batch.get("real");
    return model
        .network()
        .encoder()
        .encode(tracks, real)
        .tokens()
        .maskedFill(real.logicalNot(), -1)
        .contiguous()
        .toLongs();
  }

  /** A decoder without coordinates gives an error that its tokens alone explain. */
  @Test
  void aBlindDecoderHasNoFrames() {
    ProteinModel model =
        model("stage_1", "block_type: geometric_attention", "none", "decoder_coords: false");
    assertThat(model.module().parameters().stream().map(p -> p.name()))
        .anyMatch(n -> n.startsWith("encoder.layers.0.geom_attn"))
        .noneMatch(n -> n.startsWith("decoder.layers.0.geom_attn"));
  }
}
