package dev.hydrant.trainer.protein.ingest;

import java.util.List;
import java.util.Map;

/**
 * What an import made.
 *
 * @param source what was read, in words
 * @param parts number of files or entries that were read
 * @param chains number of chains taken
 * @param allAtomChains those of them that have every heavy atom
 * @param residues number of residues of the chains taken
 * @param lengths shortest, 5 %, 25 %, median, 75 %, 95 % and longest length
 * @param withoutBackbone residues left out because they lack N, CA or C
 * @param faults wrong geometry in the chains taken
 * @param rejected numbers of what was left out, by reason
 * @param firstRejects the first of these
 * @param divided how the chains were divided
 */
public record ImportResult(
    String source,
    int parts,
    int chains,
    int allAtomChains,
    long residues,
    List<Integer> lengths,
    long withoutBackbone,
    GeometryFaults faults,
    Map<RejectReason, Integer> rejected,
    List<Reject> firstRejects,
    ImportResult.Divided divided) {
  /**
   * Numbers of a division.
   *
   * @param groups that stay together, 0 if the chains were not divided
   * @param validation chains set aside
   */
  public record Divided(int groups, int validation) {
    /** No division. */
    public static final Divided NONE = new Divided(0, 0);
  }

  /** The quantiles that {@code lengths} holds. */
  public static final List<Double> QUANTILES = List.of(0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0);

  /** The same, divided. */
  ImportResult with(Divided how) {
    return new ImportResult(
        source,
        parts,
        chains,
        allAtomChains,
        residues,
        lengths,
        withoutBackbone,
        faults,
        rejected,
        firstRejects,
        how);
  }

  /** Number of files and chains that were left out. */
  public int rejects() {
    return rejected.values().stream().mapToInt(Integer::intValue).sum();
  }
}
