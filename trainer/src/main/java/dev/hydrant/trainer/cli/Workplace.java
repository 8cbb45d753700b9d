package dev.hydrant.trainer.cli;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.weights.WeightKind;
import java.nio.file.Path;
import java.util.List;

/** The program's own configs and the models it knows, for commands. */
final class Workplace implements CommandContext {
  @Override
  public MapNode compose(String name, List<String> overrides) {
    return Configurations.compose(Home.configs(), name, overrides).resolved();
  }

  @Override
  public TrainableModel model(MapNode tree) {
    return RunSetup.of(tree, ModelRegistry.load()).model();
  }

  @Override
  public TrainedModel open(
      Path path, String checkpoint, WeightKind weights, List<String> overrides) {
    RecordedRun run = RecordedRun.open(path, checkpoint, overrides, ModelRegistry.load());
    TrainableModel model = run.setup().model();
    EagerTorch torch = Steppers.openTorch(run.config().loop());
    Steppers.restore(torch, model, run.checkpoint(), weights);
    return new TrainedModel(
        run.directory(), run.config(), run.setup().tree(), run.checkpoint().step(), model, torch);
  }

  @Override
  public PreparationProgress progress() {
    return new LazyProgress(System.err);
  }
}
