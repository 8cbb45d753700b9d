package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The steps that the program beside an exported script takes.
 *
 * @param steps their settings, one after the other; moments are fresh before the first
 * @param after new values of parameters after each step, as {@link
 *     dev.hydrant.trainer.model.TrainableModel#afterStep} gives them
 */
public record ExportPlan(List<StepSettings> steps, Supplier<Map<Parameter, Tensor>> after) {
  public ExportPlan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("A plan has at least one step");
    }
  }

  /** Steps of a model that changes nothing after them. */
  public static ExportPlan of(List<StepSettings> steps) {
    return new ExportPlan(steps, Map::of);
  }
}
