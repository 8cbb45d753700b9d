package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads a set of points of one mixture and answers, for each point, with the centre of its
 * component. It does not matter in which order the points are, nor where the set lies or how large
 * it is: answers move and grow with it.
 */
public final class SetTransformer extends Module {
  private final long dim;
  private final Lift lift;
  private final List<SetBlock> blocks;
  private final LayerOrder order;
  private final FlowPredictor flow;
  private final boolean fractional;

  /**
   * @param dim d of a point
   * @param makeBlock makes a layer by its number
   * @param flow null for 1
   * @param fractional whether a layer's repetitions are as many as its flow says
   */
  SetTransformer(
      long dim,
      Lift lift,
      IntFunction<SetBlock> makeBlock,
      int layers,
      LayerOrder order,
      FlowPredictor flow,
      boolean fractional) {
    this.dim = dim;
    this.lift = lift;
    part("lift", (Module) lift);
    this.blocks = parts("blocks", layers, makeBlock);
    this.order = order;
    this.flow = flow == null ? null : part("flow", flow);
    this.fractional = fractional;
  }

  /** Whether answers depend on the ratio of signal to noise that is told. */
  public boolean readsSnr() {
    return flow != null;
  }

  /** How often blocks are applied. */
  public int visits() {
    return order.visits().size();
  }

  /**
   * The centres of points.
   *
   * @param points {@code [B, N, d]}
   * @param mask {@code [B, N]}, 1 for a point and 0 for padding; null if all are points
   * @param snr decibels, {@code [B]}; null if they are not known: then the flow is 1
   * @return {@code [B, N, d]}; anything in the places of padding
   */
  public Tensor forward(Tensor points, Tensor mask, Tensor snr, boolean training) {
    boolean flows = flow != null && snr != null;
    return forward(points, mask, training, flows ? flow.forward(snr) : null);
  }

  /**
   * The same with one flow for all layers in place of the predicted one.
   *
   * @param flow s, {@code [B, 1]}
   */
  public Tensor forwardAt(Tensor points, Tensor mask, Tensor flow) {
    return forward(points, mask, false, flow);
  }

  private Tensor forward(Tensor points, Tensor mask, boolean training, Tensor flows) {
    Tensor rows = mask == null ? null : mask.unsqueeze(2); // [B, N, 1]
    Tensor keys = mask == null ? null : mask.unsqueeze(1).unsqueeze(1); // [B, 1, 1, N]
    SetScale scaled = SetScale.of(points, rows, dim);
    Tensor z = lift.encode(scaled.values());
    List<Tensor> perVisit = flows(flows);
    for (int i = 0; i < perVisit.size(); i++) {
      LayerOrder.Visit visit = order.visits().get(i);
      z = blocks.get(visit.layer()).forward(z, keys, perVisit.get(i), visit.repetition(), training);
    }
    return scaled.restore(lift.decode(z, rows));
  }

  /** The flow at each visit, {@code [B, 1, 1]}, null for 1. */
  private List<Tensor> flows(Tensor flows) {
    List<Tensor> out = new ArrayList<>();
    for (LayerOrder.Visit visit : order.visits()) {
      if (flows == null) {
        out.add(null);
        continue;
      }
      int layer = flows.size(1) == 1 ? 0 : visit.layer();
      Tensor s = flows.slice(1, layer, layer + 1).unsqueeze(2);
      out.add(fractional && visit.repetitions() > 1 ? part(s, visit) : s);
    }
    return out;
  }

  /** Of R·s repetitions the whole ones are 1, the last one is what is left. */
  private static Tensor part(Tensor s, LayerOrder.Visit visit) {
    return s.mul(visit.repetitions()).sub(visit.repetition()).clamp(0, 1);
  }
}
