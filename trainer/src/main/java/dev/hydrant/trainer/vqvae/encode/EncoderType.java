package dev.hydrant.trainer.vqvae.encode;

import java.util.List;

/**
 * A kind of encoder, by the name that configurations have for it. Kinds are found by {@link
 * java.util.ServiceLoader}: a class needs a line in {@code
 * META-INF/services/dev.hydrant.trainer.vqvae.encode.EncoderType} and a constructor without
 * arguments.
 *
 * <pre>{@code
 * public final class Ranks implements EncoderType<Ranks.Params> {
 *   public record Params(@Default("8") int outputDim) {}
 *
 *   public List<String> names() { return List.of("RankEncoder"); }
 *   public Class<Params> params() { return Params.class; }
 *   public Input input() { return Input.TABLE; }
 *   public FeatureEncoder create(Params p, long[] shape, long seed) { ... }
 * }
 * }</pre>
 *
 * @param <P> the record that {@code encoder_params} is bound to
 */
public interface EncoderType<P extends Record> {
  /** What is encoded. */
  enum Input {
    /** A row of features, {@code [D]}. */
    TABLE,
    /** A series, {@code [T, D]}. */
    SERIES,
    /** Images, {@code [M, C, H, W]}. */
    FIELDS
  }

  /** Its name, and others that are accepted for it. */
  List<String> names();

  /** The record that {@code encoder_params} is bound to. */
  Class<P> params();

  /** What it encodes. */
  Input input();

  /** Whether columns are scaled before it, where the configuration wants that. */
  default boolean scales() {
    return true;
  }

  /**
   * Makes an encoder.
   *
   * @param shape of one sample
   * @param seed of everything random in it
   */
  FeatureEncoder create(P params, long[] shape, long seed);
}
