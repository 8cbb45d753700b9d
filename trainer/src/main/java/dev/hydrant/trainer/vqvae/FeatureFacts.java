package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.data.dataset.Split;
import dev.hydrant.trainer.vqvae.prepare.FeatureCleaning;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model has to know of its features: all limits and statistics are of the training rows.
 *
 * @param data which features these are
 * @param split which rows are for validation
 * @param families how each was encoded
 * @param names of the features that were kept
 * @param mask which of the encoded features those are
 * @param limits of the kept features
 * @param mean of the kept features
 * @param deviation of the kept features
 * @param categories places of their features among those kept
 * @param dropped how many were dropped, by reason
 */
record FeatureFacts(
    Data data,
    Split split,
    List<EncodedFamily> families,
    List<String> names,
    boolean[] mask,
    List<FeatureCleaning.Limits> limits,
    float[] mean,
    float[] deviation,
    Map<String, int[]> categories,
    Map<String, Integer> dropped) {

  /** Encoded features, {@code [N, all]}, cleaned and scaled: {@code [N, D]}. */
  float[] normalised(float[] encoded) {
    float[] clean = new FeatureCleaning.Plan(mask, limits, List.of(), 0).apply(encoded);
    for (int i = 0; i < clean.length; i++) {
      clean[i] = (clean[i] - mean[i % mean.length]) / deviation[i % mean.length];
    }
    return clean;
  }

  /** The scale of the encoded features again, in place. */
  void denormalise(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * deviation[i % mean.length] + mean[i % mean.length];
    }
  }

  /**
   * Tells other features from these.
   *
   * @param rows N
   * @param widths features of each family in the file
   * @param hash of all their names and of the first row
   */
  record Data(long rows, Map<String, Integer> widths, String hash) {}

  /** The part that is cheap to find. */
  record Fingerprint(Data data) {}

  /**
   * How a family was encoded.
   *
   * @param shape of one of its samples in the file
   * @param outputs of its encoder
   * @param scale of its columns before the encoder
   */
  record EncodedFamily(String name, long[] shape, int outputs, FamilyScale scale) {
    /** Features of a sample. */
    int features() {
      return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** As {@code 275}, or {@code 64×12}. */
    String input() {
      return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×"));
    }
  }
}
