package dev.hydrant.trainer.protein.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what comes in; its size does not grow with the number of chains. */
final class Tally {
  private static final int SHOWN = 20;

  private final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
  private final List<Reject> first = new ArrayList<>();
  private final int[] lengths = new int[1 << 16];
  private GeometryFaults faults = GeometryFaults.NONE;
  private int parts;
  private int chains;
  private int allAtom;
  private long residues;
  private long withoutBackbone;

  void part(Sifted sifted) {
    parts++;
    withoutBackbone += sifted.withoutBackbone();
  }

  void taken(Taken chain) {
    int length = chain.chain().length();
    chains++;
    allAtom += chain.chain().isAllAtom() ? 1 : 0;
    residues += length;
    lengths[Math.min(length, lengths.length - 1)]++;
    faults = faults.plus(chain.faults());
  }

  void reject(Reject reject) {
    rejected.merge(reject.reason(), 1, Integer::sum);
    if (first.size() < SHOWN) {
      first.add(reject);
    }
  }

  int parts() {
    return parts;
  }

  int chains() {
    return chains;
  }

  private List<Integer> quantiles() {
    List<Integer> found = new ArrayList<>();
    for (double q : ImportResult.QUANTILES) {
      long rank = Math.round(q * (chains - 1));
      int length = 0;
      for (long below = lengths[0]; below <= rank; below += lengths[length]) {
        length++;
      }
      found.add(length);
    }
    return found;
  }

  ImportResult result(String source) {
    return new ImportResult(
        source,
        parts,
        chains,
        allAtom,
        residues,
        chains == 0 ? List.of() : quantiles(),
        withoutBackbone,
        faults,
        new EnumMap<>(rejected),
        List.copyOf(first),
        ImportResult.Divided.NONE);
  }
}
