package dev.hydrant.trainer.protein.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.model.ModelContract;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of the layers whatever their weights are. */
class BlockPropertiesTest {
  private final EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64);

  @AfterEach
  void close() {
    torch.close();
  }

  private <M extends Module> M perturbed(M module) {
    ModelContract.perturb(Weights.create(torch, module, 1), 0.2);
    return module;
  }

  private static Consensus consensus(boolean window, int w, int iterations) {
    return new Consensus(8, 2, 12, 0, new ConsensusShape(iterations, window, w, 2, 4));
  }

  private static Pass plain() {
    return Pass.evaluation(null, null);
  }

  private Tensor x(int length) {
    return Fill.tensor(torch, 'x', 50, 1, length, 8);
  }

  private static double difference(Tensor a, Tensor b) {
    return a.sub(b).abs().amax().item();
  }

  /** Edges to all others are the best edges where there is room for all. */
  @Test
  void theBestOfAllAreAll() {
    Consensus best = perturbed(consensus(false, 5, 1));
    Consensus more = consensus(false, 11, 1);
    Weights weights = Weights.create(torch, more, 2);
    for (int i = 0; i < more.parameters().size(); i++) {
      weights.set(more.parameters().get(i), best.parameters().get(i).detach());
    }
    assertThat(difference(best.forward(x(6), plain()), more.forward(x(6), plain())))
        .isLessThan(1e-12);
  }

  /** A window of all is the same as the best of all: the slices and the lookups agree. */
  @Test
  void aWindowOfAllIsTheBestOfAll() {
    Consensus window = perturbed(consensus(true, 5, 2));
    Consensus best = consensus(false, 5, 2);
    Weights weights = Weights.create(torch, best, 2);
    Map<String, Parameter> byName = new LinkedHashMap<>();
    window.parameters().forEach(p -> byName.put(p.name(), p));
    best.parameters().stream()
        .filter(p -> byName.containsKey(p.name()))
        .forEach(p -> weights.set(p, byName.get(p.name()).detach()));
    assertThat(difference(window.forward(x(6), plain()), best.forward(x(6), plain())))
        .isLessThan(1e-12);
  }

  /** Within one layer news travel w positions in each iteration. */
  @Test
  void newsTravelAsFarAsTheWindow() {
    Consensus layer = perturbed(consensus(true, 2, 2));
    Tensor there = x(12);
    double[] values = there.toDoubles();
    values[11 * 8] += 1;
    Tensor changed = layer.forward(torch.tensor(values, 1, 12, 8), plain());
    Tensor moved = changed.sub(layer.forward(there, plain())).abs().amax(2).squeeze(0);
    double[] each = moved.toDoubles();
    // Edges weigh by their ends, and an iteration hands on what they pull: 2 · 2 positions.
    assertThat(Arrays.copyOf(each, 7)).containsOnly(0);
    assertThat(each[8]).isGreaterThan(1e-9);
  }

  /** With no step the layer is its two projections; with equal steps the states' sum stays. */
  @Test
  void stepsMoveStatesAgainstEachOther() {
    Consensus layer = consensus(true, 2, 1);
    Weights weights = Weights.create(torch, layer, 3);
    Map<String, Parameter> named = new LinkedHashMap<>();
    layer.parameters().forEach(p -> named.put(p.name(), p));
    Tensor u = x(6).linear(named.get("token_encoder.weight"), named.get("token_encoder.bias"));
    weights.set(named.get("out_proj.weight"), torch.eye(8));
    weights.set(named.get("out_proj.bias"), torch.zeros(8));
    assertThat(difference(layer.forward(x(6), plain()), u)).isGreaterThan(1e-3);
    weights.set(named.get("step_sizes"), torch.full(DType.FLOAT64, -50, 1, 12));
    assertThat(difference(layer.forward(x(6), plain()), u)).isLessThan(1e-12);
    weights.set(named.get("step_sizes"), torch.full(DType.FLOAT64, 0.3, 1, 12));
    assertThat(difference(layer.forward(x(6), plain()).sum(1), u.sum(1))).isLessThan(1e-12);
  }

  @Test
  void aProteinOfOnePositionHasNoEdges() {
    for (boolean window : new boolean[] {true, false}) {
      Consensus layer = perturbed(consensus(window, 2, 1));
      assertThat(layer.forward(x(1), plain()).isfinite().all(2).toLongs()).containsOnly(1);
    }
  }

  /** Attention turns by distances alone: states that are moved along give what they gave. */
  @Test
  void rotaryAttentionSeesDistances() {
    RotaryAttention layer = perturbed(new RotaryAttention(8, 2, 0));
    Tensor row = x(5);
    Tensor before = torch.full(DType.FLOAT64, 9, 1, 3, 8);
    Tensor hidden = torch.tensor(new double[] {0, 0, 0, 1, 1, 1, 1, 1}, 1, 8).gt(0);
    Tensor shifted =
        layer.forward(Torch.cat(List.of(before, row), 1), Pass.evaluation(hidden, null));
    assertThat(difference(shifted.slice(1, 3, 8), layer.forward(row, plain()))).isLessThan(1e-12);
  }

  /** Frames: right-handed, turned with the protein, global where nothing is known. */
  @Test
  void framesTurnWithTheProtein() {
    Tensor at = Fill.tensor(torch, 'x', 60, 1, 4, 4, 3).mul(2);
    Tensor valid = torch.tensor(new double[] {1, 1, 1, 0}, 1, 4).gt(0);
    Tensor turn = torch.tensor(new double[] {0.6, 0.8, 0, -0.8, 0.6, 0, 0, 0, 1}, 3, 3);
    for (boolean reflexive : new boolean[] {false, true}) {
      Frames f = reflexive ? Frames.reflexive(at, valid) : Frames.geometric(at, valid);
      Tensor turned = at.matmul(turn);
      Frames g = reflexive ? Frames.reflexive(turned, valid) : Frames.geometric(turned, valid);
      Tensor first = f.rotation().slice(1, 0, 3);
      assertThat(difference(first.matmul(turn), g.rotation().slice(1, 0, 3))).isLessThan(1e-12);
      assertThat(difference(first.matmul(first.t()), torch.eye(3))).isLessThan(1e-12);
      assertThat(difference(f.rotation().select(1, 3), torch.eye(3))).isZero();
      if (!reflexive) {
        assertThat(first.det().toDoubles()).containsExactly(new double[] {1, 1, 1}, within(1e-12));
      } else {
        Frames mirror = Frames.reflexive(at.mul(torch.tensor(new double[] {-1, 1, 1}, 3)), valid);
        assertThat(difference(mirror.rotation().slice(1, 0, 3).det(), first.det().mul(-1)))
            .isLessThan(1e-12);
      }
    }
  }

  /** Coordinates of residues that are not valid may be anything, even no numbers. */
  @Test
  void whatIsNotValidDoesNotCount() {
    FrameAttention layer = perturbed(new FrameAttention(8, 2, 0));
    Tensor at = Fill.tensor(torch, 'x', 60, 1, 4, 4, 3).mul(2);
    Tensor valid = torch.tensor(new double[] {1, 0, 1, 0}, 1, 4).gt(0);
    Tensor junk = at.maskedFill(valid.logicalNot().unsqueeze(-1).unsqueeze(-1), Double.NaN);
    Tensor out = layer.forward(x(4), Pass.evaluation(null, Frames.geometric(at, valid)));
    Tensor same = layer.forward(x(4), Pass.evaluation(null, Frames.geometric(junk, valid)));
    assertThat(difference(out, same)).isZero();
    Tensor none = torch.zeros(1, 4).gt(0);
    Tensor nothing = layer.forward(x(4), Pass.evaluation(null, Frames.geometric(at, none)));
    assertThat(nothing.abs().amax().item()).isZero();
  }

  /** At first the time makes no difference, and norms that follow it are plain ones. */
  @Test
  void timeMakesNoDifferenceAtFirst() {
    BlockShape timed = new BlockShape(8, 2, 2, 12, 0, 2, true);
    Blocks blocks = new Blocks(BlockType.SELF_ATTENTION, timed, null);
    Weights.create(torch, blocks, 4);
    Blocks untimed =
        new Blocks(BlockType.SELF_ATTENTION, new BlockShape(8, 2, 2, 12, 0, 2, false), null);
    Weights.create(torch, untimed, 4);
    Tensor early = blocks.forward(x(5), at(0));
    assertThat(difference(early, blocks.forward(x(5), at(1)))).isZero();
    assertThat(difference(early, untimed.forward(x(5), plain()))).isLessThan(1e-12);
  }

  private Pass at(int p) {
    return new Pass(null, null, Fill.tensor(torch, 'x', p, 1, 32), false, null);
  }

  /** U6: the same name and shape begin with the same values, whatever the block. */
  @Test
  void blocksOfAllTypesBeginAlike() {
    BlockShape shape = new BlockShape(8, 2, 2, 12, 0, 2, false);
    Map<String, double[]> first = new LinkedHashMap<>();
    int shared = 0;
    for (BlockType type : BlockType.values()) {
      Blocks blocks = new Blocks(type, shape, new ConsensusShape(1, true, 2, 2, 4));
      Weights.create(torch, blocks, 42);
      for (Parameter p : blocks.parameters()) {
        double[] before = first.putIfAbsent(p.name(), p.toDoubles());
        if (before != null) {
          assertThat(p.toDoubles()).as(p.name()).isEqualTo(before);
          shared++;
        }
      }
    }
    assertThat(shared).isGreaterThan(40);
  }
}
