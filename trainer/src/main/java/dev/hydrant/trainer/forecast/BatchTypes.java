package dev.hydrant.trainer.forecast;

import dev.hydrant.trainer.Batch;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.optim.LossFunction;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a step as the engine hands them over: the arrays of the batch, then the numbers
 * that follow from the step.
 */
record BatchTypes(Map<String, TensorType> types) {

  static BatchTypes of(Batch batch, TrainableModel model, DType floatType) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    batch
        .arrays()
        .forEach((name, a) -> types.put(name, new TensorType(dtype(a, floatType), a.shape())));
    model.scheduled(0).keySet().forEach(n -> types.put(n, new TensorType(floatType, 1)));
    return new BatchTypes(types);
  }

  static DType dtype(Batch.Array array, DType floatType) {
    return array instanceof Batch.Longs ? DType.INT64 : floatType;
  }

  List<TensorType> list() {
    return List.copyOf(types.values());
  }

  /** The model's loss as a function of these inputs. */
  LossFunction loss(TrainableModel model) {
    List<String> names = List.copyOf(types.keySet());
    return (inputs, phase) -> {
      Map<String, Tensor> named = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        named.put(names.get(i), inputs.get(i));
      }
      return model.loss(named, phase);
    };
  }
}
