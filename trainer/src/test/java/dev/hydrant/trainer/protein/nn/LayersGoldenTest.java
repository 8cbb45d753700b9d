package dev.hydrant.trainer.protein.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layers against values that were computed elsewhere in double precision. */
class LayersGoldenTest {
  private static final String LINEARS = "mvmvmvmv";

  private static List<Parameter> named(Module module, String... names) {
    return List.of(names).stream()
        .map(
            name ->
                module.parameters().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name)))
        .toList();
  }

  private static Pass of(Frames frames) {
    return Pass.evaluation(null, frames);
  }

  private static void check(Tensor out, int row, double tolerance, double... first) {
    assertThat(Golden.first(out, row)).containsExactly(first, within(tolerance));
  }

  @Test
  void rotaryAttention() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          RotaryAttention attention = new RotaryAttention(8, 2, 0.1);
          Golden.fill(torch, attention, LINEARS);
          Tensor out = attention.forward(Fill.tensor(torch, 'x', 50, 1, 4, 8), of(null));
          check(out, 0, tolerance, 0.199656, -0.110222, -0.058067);
          check(out, 3, tolerance, 0.202019, -0.104969, -0.055836);
        });
  }

  private static FrameAttention frameAttention(EagerTorch torch) {
    FrameAttention attention = new FrameAttention(8, 2, 0.1);
    List<Parameter> order =
        named(
            attention,
            "to_qr.weight",
            "to_qr.bias",
            "to_kr.weight",
            "to_kr.bias",
            "to_qd.weight",
            "to_qd.bias",
            "to_kd.weight",
            "to_kd.bias",
            "to_v.weight",
            "to_v.bias",
            "w_r",
            "w_d",
            "proj.weight",
            "proj.bias");
    Golden.fill(torch, attention, order, "mvmvmvmvmvvvmv");
    return attention;
  }

  private static Tensor valid(EagerTorch torch) {
    return torch.tensor(new double[] {1, 1, 1, 0}, 1, 4).gt(0);
  }

  private static Tensor coordinates(EagerTorch torch) {
    return Fill.tensor(torch, 'x', 60, 1, 4, 4, 3).mul(2);
  }

  @Test
  void geometricAttention() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Frames frames = Frames.geometric(coordinates(torch), valid(torch));
          Tensor out =
              frameAttention(torch).forward(Fill.tensor(torch, 'x', 50, 1, 4, 8), of(frames));
          assertThat(frames.rotation().det().toDoubles()[0]).isCloseTo(1, within(tolerance));
          check(out, 0, tolerance, 0.102456, -0.146522, -0.065299);
          check(out, 2, tolerance, 0.102903, -0.102746, -0.050667);
          check(out, 3, 0, 0, 0, 0);
        });
  }

  @Test
  void reflexiveAttention() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Frames frames = Frames.reflexive(coordinates(torch), valid(torch));
          Tensor out =
              frameAttention(torch).forward(Fill.tensor(torch, 'x', 50, 1, 4, 8), of(frames));
          assertThat(frames.rotation().det().toDoubles()[0]).isCloseTo(-1, within(tolerance));
          check(out, 0, tolerance, 0.090117, -0.139463, -0.054310);
          check(out, 2, tolerance, 0.045379, -0.067804, -0.046418);
          check(out, 3, 0, 0, 0, 0);
        });
  }

  private static Tensor consensus(EagerTorch torch, boolean window, int w) {
    Consensus layer = new Consensus(8, 2, 5, 0.1, new ConsensusShape(2, window, w, 2, 3));
    String[] names = {
      "token_encoder.weight",
      "token_encoder.bias",
      "edge_to_alpha.0.weight",
      "edge_to_alpha.0.bias",
      "edge_to_alpha.2.weight",
      "edge_to_alpha.2.bias",
      "edge_to_Lambda.0.weight",
      "edge_to_Lambda.0.bias",
      "edge_to_Lambda.2.weight",
      "edge_to_Lambda.2.bias",
      "step_sizes",
      "out_proj.weight",
      "out_proj.bias",
      "similarity_scorer.0.weight",
      "similarity_scorer.0.bias",
      "similarity_scorer.2.weight",
      "similarity_scorer.2.bias"
    };
    int count = window ? 13 : 17;
    List<Parameter> order = named(layer, java.util.Arrays.copyOf(names, count));
    Golden.fill(torch, layer, order, "mvmvmvmvmvbmvmvmv".substring(0, count));
    return layer.forward(Fill.tensor(torch, 'x', 50, 1, 5, 8), of(null));
  }

  @Test
  void consensusInAWindow() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Tensor out = consensus(torch, true, 1);
          check(out, 0, tolerance, -0.050013, -0.174380, 0.166914);
          check(out, 2, tolerance, 0.009789, -0.119328, 0.223832);
        });
  }

  @Test
  void consensusWithTheBest() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Tensor out = consensus(torch, false, 2);
          check(out, 0, tolerance, 0.028908, -0.170019, 0.093082);
          check(out, 2, tolerance, 0.050411, -0.106950, 0.225259);
        });
  }
}
