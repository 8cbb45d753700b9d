package dev.hydrant.trainer.engine.stepper;

import ai.djl.Device;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.settings.LoopConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.weights.StoredTensors;
import dev.hydrant.trainer.weights.WeightKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Chooses how steps are taken. */
public final class Steppers {
  private Steppers() {}

  /**
   * Allocates and initialises a model where the configuration says; the stepper owns the backend.
   *
   * @param copies makes the same model again, for each further device
   * @throws UserException if the devices cannot share the micro-batches evenly
   */
  public static Stepper create(
      TrainConfig config, TrainableModel model, Supplier<TrainableModel> copies, EagerTorch torch) {
    return create(config, model, copies, torch, null);
  }

  /**
   * As above.
   *
   * @param length of the run, where it is known
   */
  public static Stepper create(
      TrainConfig config,
      TrainableModel model,
      Supplier<TrainableModel> copies,
      EagerTorch torch,
      RunLength length) {
    List<Device> devices = devices(config);
    int micros = config.loop().gradAccumSteps();
    if (micros % devices.size() != 0) {
      throw UserException.usage(
          "grad_accum_steps=%d micro-batches cannot be shared evenly by %d devices"
              .formatted(micros, devices.size()));
    }
    List<ModelStepper.Copy> all = new ArrayList<>(List.of(new ModelStepper.Copy(torch, model)));
    devices.stream()
        .skip(1)
        .forEach(d -> all.add(new ModelStepper.Copy(openTorch(config.loop(), d), copies.get())));
    Stepper stepper = new ModelStepper(all, config, length);
    return config.loop().autoMicroBatch()
        ? new SplittingStepper(stepper, new BatchRows(model.feed().whole()))
        : stepper;
  }

  /** A stepper of one device, to evaluate with or to export from. The stepper owns the backend. */
  public static Stepper single(TrainConfig config, TrainableModel model) {
    EagerTorch torch = openTorch(config.loop());
    return new ModelStepper(List.of(new ModelStepper.Copy(torch, model)), config, null);
  }

  /** Opens the backend that a configuration's (first) device and its precision ask for. */
  public static EagerTorch openTorch(TrainConfig config) {
    return openTorch(config.loop(), devices(config).get(0));
  }

  private static List<Device> devices(TrainConfig config) {
    return Devices.all(config.loop().device(), config.replicas().devices());
  }

  /** Opens the backend of one device, without regard to those that may share training. */
  public static EagerTorch openTorch(LoopConfig config) {
    return openTorch(config, Devices.named(config.device()));
  }

  private static EagerTorch openTorch(LoopConfig config, Device device) {
    EagerTorch torch =
        EagerTorch.open(device, config.precision().equals("fp64") ? DType.FLOAT64 : DType.FLOAT32);
    torch.recompute(config.recompute());
    torch.wholeLogits(!config.useLiger());
    switch (config.precision()) {
      case "bf16" -> torch.autocast(DType.BFLOAT16);
      case "fp16" -> torch.autocast(DType.FLOAT16);
      default -> {}
    }
    return torch;
  }

  /** Allocates a model and takes its values from a checkpoint, without what training needs. */
  public static void restore(EagerTorch torch, TrainableModel model, Checkpoint checkpoint) {
    restore(torch, model, checkpoint, WeightKind.MODEL);
  }

  /**
   * As above, with the weights or their moving average.
   *
   * @throws dev.hydrant.trainer.error.UserException if the checkpoint has no average
   */
  public static Weights restore(
      EagerTorch torch, TrainableModel model, Checkpoint checkpoint, WeightKind kind) {
    Weights weights = Weights.create(torch, model.module(), 0);
    read(checkpoint, kind, weights);
    return weights;
  }

  static void read(Checkpoint checkpoint, WeightKind kind, Weights weights) {
    if (!checkpoint.has(kind.file())) {
      throw UserException.usage(
          "%s has no averaged weights: it was trained with ema_decay=0.\nLeave --weights out"
              .formatted(checkpoint.directory()));
    }
    if (kind == WeightKind.MODEL) {
      StoredTensors.read(checkpoint, kind.file(), named(weights.parameters()), weights.torch());
      return;
    }
    read(checkpoint, WeightKind.MODEL, weights);
    List<Parameter> averaged =
        weights.parameters().stream().filter(p -> p.kind() != Parameter.Kind.FROZEN).toList();
    StoredTensors.read(checkpoint, kind.file(), named(averaged), weights.torch());
  }

  /** Parameters by their names. */
  static Map<String, Tensor> named(List<Parameter> parameters) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parameters.forEach(p -> tensors.put(p.name(), p));
    return tensors;
  }
}
