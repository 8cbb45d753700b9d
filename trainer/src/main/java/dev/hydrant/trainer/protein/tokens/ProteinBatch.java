package dev.hydrant.trainer.protein.tokens;

import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.util.Arrays;
import java.util.List;

/**
 * Proteins as rows of equal length L: BOS, the residues, EOS, PAD. Arrays are flat, row by row.
 * Longer proteins are cut at the end; then each is centred.
 *
 * @param rows number of proteins, B
 * @param length L
 * @param detail decides the number of slots, A
 * @param sequence {@code [B, L]} token ids
 * @param coordinates {@code [B, L, A, 3]} in Å, 0 at BOS, EOS, PAD and where there is no atom; CB
 *     is where it would be if it was not observed
 * @param nonrealSequence {@code [B, L]} true at BOS, EOS, PAD and UNK
 * @param nonrealCoordinates {@code [B, L]} true at BOS, EOS and PAD
 * @param pad {@code [B, L]} true at PAD
 * @param atoms {@code [B, L, A]} true where there is an atom to compare with: in the backbone form
 *     all four of a residue, with side chains those that were observed
 */
public record ProteinBatch(
    int rows,
    int length,
    AtomDetail detail,
    long[] sequence,
    float[] coordinates,
    boolean[] nonrealSequence,
    boolean[] nonrealCoordinates,
    boolean[] pad,
    boolean[] atoms) {
  /** The fewest positions of a row: BOS, one residue, EOS. */
  public static final int SHORTEST = 3;

  /**
   * Makes a batch as long as its longest protein.
   *
   * @param maxLength most positions of a row, BOS and EOS included
   */
  public static ProteinBatch of(List<ProteinChain> chains, AtomDetail detail, int maxLength) {
    int longest = chains.stream().mapToInt(ProteinChain::length).max().orElse(0);
    return of(chains, detail, maxLength, Math.min(maxLength, longest + 2));
  }

  /**
   * Makes a batch of a given length.
   *
   * @param maxLength most positions of a row, BOS and EOS included
   * @param length L, at least that of the longest protein after the cut
   */
  public static ProteinBatch of(
      List<ProteinChain> chains, AtomDetail detail, int maxLength, int length) {
    if (maxLength < SHORTEST) {
      throw new IllegalArgumentException("max_len must be at least 3, got " + maxLength);
    }
    int rows = chains.size();
    int slots = detail.slots();
    ProteinBatch batch =
        new ProteinBatch(
            rows,
            length,
            detail,
            new long[rows * length],
            new float[rows * length * slots * 3],
            filled(rows * length),
            filled(rows * length),
            filled(rows * length),
            new boolean[rows * length * slots]);
    Arrays.fill(batch.sequence, SequenceVocabulary.PAD);
    for (int row = 0; row < rows; row++) {
      batch.put(row, chains.get(row), Math.min(chains.get(row).length(), maxLength - 2));
    }
    return batch;
  }

  private static boolean[] filled(int count) {
    boolean[] all = new boolean[count];
    Arrays.fill(all, true);
    return all;
  }

  private void put(int row, ProteinChain chain, int residues) {
    if (residues + 2 > length) {
      throw new IllegalArgumentException(residues + " residues do not fit into " + length);
    }
    int start = row * length;
    sequence[start] = SequenceVocabulary.BOS;
    sequence[start + residues + 1] = SequenceVocabulary.EOS;
    Arrays.fill(pad, start, start + residues + 2, false);
    for (int i = 0; i < residues; i++) {
      int at = start + 1 + i;
      int id = SequenceVocabulary.id(chain.sequence().charAt(i));
      sequence[at] = id;
      nonrealSequence[at] = id == SequenceVocabulary.UNK;
      nonrealCoordinates[at] = false;
      place(chain, i, at);
    }
    centre(start + 1, residues);
  }

  private void place(ProteinChain chain, int residue, int at) {
    int slots = detail.slots();
    for (int slot = 0; slot < slots; slot++) {
      boolean beta = slot == AtomSlots.CB;
      boolean observed = chain.has(residue, slot);
      if (observed || beta) {
        double[] point = beta ? chain.carbonBeta(residue) : chain.position(residue, slot);
        for (int k = 0; k < 3; k++) {
          coordinates[(at * slots + slot) * 3 + k] = (float) point[k];
        }
        atoms[at * slots + slot] = observed || detail == AtomDetail.BACKBONE;
      }
    }
  }

  /** Subtracts the mean of the atoms from all that is placed. */
  private void centre(int first, int residues) {
    int slots = detail.slots();
    double[] mean = new double[3];
    int count = 0;
    for (int at = first * slots; at < (first + residues) * slots; at++) {
      if (atoms[at]) {
        count++;
        for (int k = 0; k < 3; k++) {
          mean[k] += coordinates[3 * at + k];
        }
      }
    }
    for (int at = first * slots; at < (first + residues) * slots; at++) {
      if (atoms[at] || at % slots == AtomSlots.CB) {
        for (int k = 0; k < 3; k++) {
          coordinates[3 * at + k] -= (float) (mean[k] / count);
        }
      }
    }
  }
}
