package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.settings.LoopConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.StepEstimate;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The step that a configuration will take, before anything of it exists: where parameters will lie,
 * by which rules they will learn, and what a step will cost.
 */
public final class PlannedStep {
  private final LoopConfig loop;
  private final TrainableModel model;
  private final Layout layout;
  private final Map<String, Rule> rules;

  public PlannedStep(TrainConfig config, TrainableModel model) {
    this.loop = config.loop();
    this.model = model;
    ParameterGroups groups = new ParameterGroups(config.optimizer(), model::group);
    this.layout = Layout.of(model.module(), groups::name);
    this.rules = groups.rules(layout.groups().keySet(), 0, 1);
  }

  /** Where each parameter lies. */
  public Layout layout() {
    return layout;
  }

  /** The rule of each group, at the highest learning rate. */
  public Map<String, Rule> rules() {
    return rules;
  }

  /** The type of parameters and real numbers. */
  public DType floatType() {
    return loop.precision().equals("fp64") ? DType.FLOAT64 : DType.FLOAT32;
  }

  /**
   * Records the step of a micro-batch.
   *
   * @throws dev.hydrant.trainer.torch.NotTraceableException if the model cannot be recorded
   */
  public StepEstimate estimate(Batch batch) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    batch.arrays().forEach((name, array) -> types.put(name, array.type(floatType())));
    model
        .scheduled(RunLength.ofSteps(1).before(0))
        .keySet()
        .forEach(name -> types.put(name, new TensorType(floatType(), 1)));
    DType low =
        switch (loop.precision()) {
          case "bf16" -> DType.BFLOAT16;
          case "fp16" -> DType.FLOAT16;
          default -> null;
        };
    String device = loop.device().startsWith("cuda") ? "cuda" : "cpu";
    return StepEstimate.of(
        new Trace(floatType(), device, low, loop.recompute(), !loop.useLiger()),
        layout,
        model::loss,
        types,
        rules,
        low == DType.FLOAT16);
  }
}
