package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.TrainConfig;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses how steps are taken. */
public final class Steppers {
  private Steppers() {}

  /** Allocates and initialises a model where the configuration says; the stepper owns the world. */
  public static Stepper create(TrainConfig config, TrainableModel model, EagerTorch torch) {
    return new ModelStepper(torch, model, config.optimizer(), config.loop());
  }

  /** Opens the world that a configuration's device and precision ask for. */
  public static EagerTorch world(LoopConfig config) {
    EagerTorch torch =
        EagerTorch.open(
            Devices.named(config.device()),
            config.precision().equals("fp64") ? DType.FLOAT64 : DType.FLOAT32);
    torch.recompute(config.recompute());
    switch (config.precision()) {
      case "bf16" -> torch.autocast(DType.BFLOAT16);
      case "fp16" -> torch.autocast(DType.FLOAT16);
      default -> {}
    }
    return torch;
  }

  /** Allocates a model and takes its values from a checkpoint, without what training needs. */
  public static void restore(EagerTorch torch, TrainableModel model, Checkpoint checkpoint) {
    Weights weights = Weights.create(torch, model.module(), 0);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    weights.parameters().forEach(p -> tensors.put(p.name(), p));
    StoredTensors.read(checkpoint, "model", tensors, torch);
  }
}
