package dev.hydrant.trainer.mixture.data;

import dev.hydrant.trainer.model.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arrays of a batch of sets, padded to common sizes P of points and C of centres. */
public final class SetBatch {
  /** Points, {@code [B, P, d]}; zeros where there is none. */
  public static final String POINTS = "points";

  /** The centre of each point's component, {@code [B, P, d]}. */
  public static final String TARGETS = "targets";

  /** 1 for a point, 0 for padding, {@code [B, P]}; absent if no batch is ever padded. */
  public static final String MASK = "mask";

  /** The means of the components, {@code [B, C, d]}. */
  public static final String CENTRES = "centres";

  /** The part of the set's points that each centre has, {@code [B, C]}. */
  public static final String FREQUENCIES = "frequencies";

  /** The mixture's weights, {@code [B, C]}. */
  public static final String WEIGHTS = "weights";

  /** Decibels, {@code [B]}. */
  public static final String SNR = "snr";

  private SetBatch() {}

  /**
   * Lays sets of one size out as arrays.
   *
   * @param padded P
   * @param centres C
   * @param masked whether the mask is there
   */
  public static Batch of(List<PointSet> sets, int padded, int centres, boolean masked) {
    int b = sets.size();
    int d = sets.get(0).dim();
    float[] points = new float[b * padded * d];
    float[] targets = new float[b * padded * d];
    float[] mask = new float[b * padded];
    float[] means = new float[b * centres * d];
    float[] frequencies = new float[b * centres];
    float[] weights = new float[b * centres];
    float[] snr = new float[b];
    for (int s = 0; s < b; s++) {
      PointSet set = sets.get(s);
      snr[s] = (float) set.snr();
      for (int i = 0; i < set.size(); i++) {
        mask[s * padded + i] = 1;
        for (int j = 0; j < d; j++) {
          int at = (s * padded + i) * d + j;
          points[at] = (float) set.points().get(i, j);
          targets[at] = (float) set.centres().get(set.labels()[i], j);
        }
      }
      int[] counts = set.counts();
      for (int k = 0; k < set.components(); k++) {
        frequencies[s * centres + k] = (float) counts[k] / set.size();
        weights[s * centres + k] = (float) set.weights()[k];
        for (int j = 0; j < d; j++) {
          means[(s * centres + k) * d + j] = (float) set.centres().get(k, j);
        }
      }
    }
    Map<String, Batch.Array> arrays = new LinkedHashMap<>();
    arrays.put(POINTS, new Batch.Floats(points, b, padded, d));
    arrays.put(TARGETS, new Batch.Floats(targets, b, padded, d));
    if (masked) {
      arrays.put(MASK, new Batch.Floats(mask, b, padded));
    }
    arrays.put(CENTRES, new Batch.Floats(means, b, centres, d));
    arrays.put(FREQUENCIES, new Batch.Floats(frequencies, b, centres));
    arrays.put(WEIGHTS, new Batch.Floats(weights, b, centres));
    arrays.put(SNR, new Batch.Floats(snr, b));
    return new Batch(arrays, b);
  }
}
