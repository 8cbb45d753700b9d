package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.mixture.distribution.Distribution;
import dev.hydrant.trainer.mixture.distribution.Quantity;
import java.util.Optional;

/**
 * The mixtures that points are drawn from. K, SNR and N are a preset's name, a number, or an object
 * such as {@code {type: uniform, min: 2, max: 6}}; see {@link Quantity}.
 */
public record Data(
    @Doc("Dimensions of a point.") @Default("2") @Range(min = 1) int dim,
    @Doc("Number of components: few, moderate, many, a number, or an object with type.")
        @Default("moderate")
        Object clusterParams,
    @Doc("Decibels: easy, moderate, difficult, fixed_5, fixed_10, fixed_15, a number, an object.")
        @Default("moderate")
        Object snrDbParams,
    @Doc("Points of a set: small, medium, large, fixed_moderate, …, a number, an object.")
        @Default("medium")
        Object sampleCountDistribution,
    @Doc("Of the symmetric Dirichlet distribution of weights; large: equal weights.")
        @Default("1.0")
        @Range(above = 0)
        double alphaDirichlet,
    @Doc("Whether each set of a batch has its own SNR.") @Default("true") boolean varySnrInBatch,
    @Default("false") boolean varyClustersInBatch,
    @Doc("Seed of the data; device.seed if absent.") Optional<Long> randomSeed,
    @Doc("What the noise is set by.") @Default("snr") String control) {

  public Data {
    Quantity.CLUSTERS.parse(clusterParams);
    Quantity.SNR.parse(snrDbParams);
    Quantity.POINTS.parse(sampleCountDistribution);
  }

  @Check("vary_clusters_in_batch must be false: the sets of one batch share K and N")
  boolean batchesAreDense() {
    return !varyClustersInBatch;
  }

  @Check("control must be snr; noise by mutual information (mi, mi_factor) is not there")
  boolean isBySnr() {
    return control.equals("snr");
  }

  /** The distribution of the number of components. */
  public Distribution clusters() {
    return Quantity.CLUSTERS.parse(clusterParams);
  }

  /** The distribution of the ratio of signal to noise, in decibels. */
  public Distribution snr() {
    return Quantity.SNR.parse(snrDbParams);
  }

  /** The distribution of the number of points. */
  public Distribution points() {
    return Quantity.POINTS.parse(sampleCountDistribution);
  }
}
