package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.mixture.config.Model;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** Makes the networks that configurations describe. */
public final class SetTransformers {
  private SetTransformers() {}

  /**
   * @param dim d of a point
   */
  public static SetTransformer create(int dim, Model model) {
    Model.Transformer t = model.transformer();
    LayerOrder order = order(t);
    SetBlock.Shape shape =
        new SetBlock.Shape(
            t.hiddenDim(),
            t.numHeads(),
            t.ffExpansion(),
            t.numLayers(),
            t.bias(),
            t.normEps(),
            t.dropout(),
            activation(t.activation()));
    Lift lift =
        model.useOrthogonalEncdec()
            ? new OrthonormalLift(dim, t.hiddenDim())
            : new LinearLift(dim, t.hiddenDim(), model.bias(), model.normEps());
    boolean fractional =
        model.flow().distributionMode().equals("fractional") && !t.layerRepeatMode().equals("none");
    return new SetTransformer(
        dim,
        lift,
        i -> new SetBlock(shape, attention(model, order)),
        t.numLayers(),
        order,
        flow(model),
        fractional);
  }

  private static LayerOrder order(Model.Transformer t) {
    return switch (t.layerRepeatMode()) {
      case "cycle" -> LayerOrder.cycle(t.numLayers(), t.repeatFactor());
      case "layerwise" -> LayerOrder.layerwise(t.numLayers(), t.repeatFactor());
      case "grouped" ->
          LayerOrder.grouped(t.layerGroups().orElseThrow(), t.groupRepeatFactors().orElseThrow());
      default -> LayerOrder.once(t.numLayers());
    };
  }

  private static UnaryOperator<Tensor> activation(String name) {
    return switch (name) {
      case "relu" -> Tensor::relu;
      case "silu" -> Tensor::silu;
      case "mish" -> Tensor::mish;
      default -> Tensor::gelu;
    };
  }

  private static PointAttention attention(Model model, LayerOrder order) {
    Model.Transformer t = model.transformer();
    Model.Attention a = model.attention();
    return a.type().equals("standard")
        ? new SoftmaxAttention(t.dropout() > 0)
        : new RandomFeatureAttention(
            order.mostRepetitions(),
            t.numHeads(),
            t.hiddenDim() / t.numHeads(),
            a.numFeatures(),
            a.featureEps());
  }

  private static FlowPredictor flow(Model model) {
    Model.Flow f = model.flow();
    if (!f.enabled()) {
      return null;
    }
    FlowPredictor.Range range =
        new FlowPredictor.Range(f.minSnr(), f.maxSnr(), f.minValue(), f.maxValue());
    FlowPredictor made =
        switch (f.predictorType()) {
          case "linear" -> FlowPredictor.linear(range);
          case "monotonic" ->
              FlowPredictor.monotonic(
                  range, f.perLayer() ? model.transformer().numLayers() : 1, f.numBasis());
          default -> null;
        };
    if (made != null && f.freezeWeights()) {
      made.freeze();
    }
    return made;
  }
}
