package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs of parameters under names of their own: where several layers are one tensor, each is a run
 * of it.
 */
public final class Pieces {
  private final List<Piece> all = new ArrayList<>();

  Pieces() {}

  /**
   * A run of a parameter.
   *
   * @param from place of its first element
   * @param shape of what lies there, row by row
   */
  public record Piece(String name, Parameter parameter, int from, long[] shape) {
    /** The values of this piece, among those of the parameter or of a moment of it. */
    public float[] of(float[] values) {
      long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
      return Arrays.copyOfRange(values, from, Math.toIntExact(from + count));
    }
  }

  void add(String name, Parameter whole) {
    add(name, whole, 0, whole.shape());
  }

  void add(String name, Parameter parameter, long from, long... shape) {
    all.add(new Piece(name, parameter, Math.toIntExact(from), shape));
  }

  /** The pieces, in the order in which they were added. */
  public List<Piece> list() {
    return List.copyOf(all);
  }
}
