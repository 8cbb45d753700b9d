package dev.hydrant.trainer.vqvae.encode;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An encoder of one family, which is not trained. */
public interface FeatureEncoder {
  /**
   * A tensor of its weights.
   *
   * @param values row-major
   */
  record Weight(float[] values, long[] shape) {}

  /** The number of outputs. */
  int outputs();

  /** The number of its weights. */
  long parameterCount();

  /** Its weights by name, as PyTorch's modules of this build have them. */
  Map<String, Weight> weights();

  /** Samples one after the other, {@code [N, …]} → {@code [N, outputs]}. */
  float[] encode(float[] samples);

  /**
   * What its outputs are called.
   *
   * @param family of the features
   * @param features their names, where they have any
   */
  default List<String> names(String family, List<String> features) {
    return IntStream.range(0, outputs()).mapToObj(i -> family + "_" + i).toList();
  }
}
