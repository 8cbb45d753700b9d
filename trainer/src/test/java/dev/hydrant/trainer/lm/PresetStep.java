package dev.hydrant.trainer.lm;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.engine.stepper.ParameterGroups;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.ModelContract;
import dev.hydrant.trainer.model.ModelFactory;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.StepReport;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first step of a training run that a whole configuration describes, with the gradient it took.
 * Its tensors live until it is closed.
 */
final class PresetStep implements AutoCloseable {
  private final TrainConfig config;
  private final TrainableModel model;
  private final ParameterGroups groups;
  private final EagerTorch torch;
  private final Weights weights;
  private TrainStep step;
  private StepReport report;

  private PresetStep(MapNode tree) {
    config = ConfigTrees.bind(tree, TrainConfig.class);
    model = new ModelFactory(ModelRegistry.load()).create(config, tree);
    groups = new ParameterGroups(config.optimizer(), model::group);
    torch = Steppers.openTorch(config);
    weights = Weights.create(torch, model.module(), config.loop().seed(), groups::name);
  }

  /**
   * A model whose weights have moved off their initial values, zeros included: behind a matrix of
   * zeros nothing has a gradient.
   */
  static PresetStep start(MapNode tree) {
    PresetStep start = new PresetStep(tree);
    ModelContract.perturb(start.weights, 0.02);
    start.follow();
    return start;
  }

  /** Takes the step that leads away from a model's weights. */
  static PresetStep taken(MapNode tree, PresetStep start) {
    PresetStep s = new PresetStep(tree);
    s.torch.copy(start.weights.flat(), s.weights.flat());
    s.take();
    return s;
  }

  private void take() {
    Map<String, Rule> rules = groups.rules(weights.groups().keySet(), 0, 1);
    step =
        config.loop().torchCompile()
            ? TrainStep.traced(weights, model::loss, rules)
            : TrainStep.eager(weights, model::loss, rules);
    try (Scope scope = torch.scope()) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      batch().arrays().forEach((name, array) -> inputs.put(name, array.in(torch)));
      model
          .scheduled(RunLength.of(config.loop(), model.feed()).before(0))
          .forEach((name, value) -> inputs.put(name, torch.full(torch.floatType(), value, 1)));
      double clip = config.optimizer().gradClip();
      report = step.train(List.of(inputs), new StepSettings(1, config.loop().seed(), clip, rules));
      if (config.loop().torchCompile()) {
        step.script(inputs, Phase.TRAIN); // fails where the model could not be recorded
      }
    }
    follow();
  }

  private void follow() {
    try (Scope scope = torch.scope()) {
      torch.noGrad(model::afterStep).forEach((p, value) -> weights.set(p, value.detach()));
    }
  }

  private Batch batch() {
    try (BatchSource<Batch> source = model.feed().training()) {
      return source.read(0);
    }
  }

  /** Tokens, or bytes, that the step learns from. */
  long items() {
    return batch().items();
  }

  /** Loss, metrics and norm of the gradient. */
  StepReport report() {
    return report;
  }

  EagerTorch torch() {
    return torch;
  }

  /** The names of the learned parameters. */
  List<String> names() {
    return weights.trainable().stream().map(Parameter::name).toList();
  }

  /** The gradient of each learned parameter, before clipping. */
  List<Tensor> gradients() {
    return weights.views(step.state().gradient());
  }

  /** The learned parameters as they are now. */
  List<Tensor> weights() {
    return weights.views(weights.flat()).subList(0, weights.trainable().size());
  }

  @Override
  public void close() {
    if (step != null) {
      step.close();
    }
    torch.close();
  }
}
