package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.data.dataset.Indices;
import dev.hydrant.trainer.data.dataset.Split;
import dev.hydrant.trainer.protein.model.EncoderShape;
import java.util.stream.IntStream;

/**
 * What a model has to know of its proteins and its encoder.
 *
 * @param data which proteins these are
 * @param split which of them are for validation
 * @param encoder what its structure encoder is built from, its own or another run's
 */
public record ProteinFacts(Data data, Split split, EncoderShape encoder) {
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";

  /**
   * Tells other proteins from these.
   *
   * @param proteins number of chains
   * @param residues of all
   * @param hash of their lengths
   */
  public record Data(long proteins, long residues, String hash) {}

  /** The part that is cheap to find. */
  public record Fingerprint(Data data) {}

  /** Places of the proteins of a part. */
  int[] places(String part) {
    Indices indices = split.part(part);
    return IntStream.range(0, (int) indices.size()).map(i -> (int) indices.at(i)).toArray();
  }
}
