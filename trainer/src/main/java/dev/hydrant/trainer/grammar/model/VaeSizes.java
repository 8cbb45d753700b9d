package dev.hydrant.trainer.grammar.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a grammar VAE.
 *
 * @param productions P, the number of rules
 * @param length T, the number of places
 * @param latent length of the latent vector
 * @param channels of the encoder's convolutions
 * @param kernels their widths, one for each
 * @param flatten whether all places reach the latent vector, instead of their mean
 * @param dense width of a layer behind the convolutions; 0 for none
 * @param decoderHidden width of the recurrent layers
 * @param decoderLayers how many there are
 * @param sharedLayers whether they have one set of weights
 * @param dropout between recurrent layers
 */
public record VaeSizes(
    long productions,
    long length,
    long latent,
    List<Long> channels,
    List<Long> kernels,
    boolean flatten,
    long dense,
    long decoderHidden,
    int decoderLayers,
    boolean sharedLayers,
    double dropout) {

  public VaeSizes {
    if (channels.size() != kernels.size()) {
      throw new IllegalArgumentException(
          "%d kernels for %d layers".formatted(kernels.size(), channels.size()));
    }
  }

  /** Half the width, then twice as many in each layer, up to twice the width. */
  public static List<Long> channels(long hidden, int layers) {
    List<Long> channels = new ArrayList<>();
    long next = Math.max(1, hidden / 2);
    for (int i = 0; i < layers; i++) {
      channels.add(Math.min(next, 2 * hidden));
      next *= 2;
    }
    return List.copyOf(channels);
  }
}
