package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.read.FoundChain;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.Geometry;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.write.ProteinJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Applies the rules to the chains of one file. */
final class Sieve {
  private final ImportRules rules;
  private final boolean json;
  private final String file;
  private final List<Taken> taken = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private int withoutBackbone;

  Sieve(ImportRules rules, boolean json, String file) {
    this.rules = rules;
    this.json = json;
    this.file = file;
  }

  Sifted result() {
    return new Sifted(List.copyOf(taken), List.copyOf(rejects), withoutBackbone);
  }

  void reject(String chain, RejectReason reason, String detail) {
    rejects.add(new Reject(file, chain, reason, detail));
  }

  void sift(FoundChain found) {
    withoutBackbone += found.withoutBackbone();
    String name = found.name();
    ProteinChain chain = found.chain();
    double resolution = chain.source().resolution();
    if (found.alphaOnly()) {
      reject(name, RejectReason.ALPHA_ONLY, "no residue has N, CA and C");
    } else if (isInNanometres(chain)) {
      reject(
          name,
          RejectReason.NANOMETRES,
          String.format(
              Locale.ROOT,
              "N–CA is %.3f in the middle, 1.46 is right: the coordinates look like nanometres",
              middleBond(chain)));
    } else if (rules.maxResolution() < Double.POSITIVE_INFINITY
        && !(resolution <= rules.maxResolution())) {
      String stated = Double.isNaN(resolution) ? "none is stated" : resolution + " Å";
      reject(name, RejectReason.RESOLUTION, stated);
    } else {
      segments(name, chain);
    }
  }

  private static boolean isInNanometres(ProteinChain chain) {
    double bond = middleBond(chain);
    return bond > 0.1 && bond < 0.2;
  }

  private static double middleBond(ProteinChain chain) {
    double[] bonds = new double[chain.length()];
    for (int i = 0; i < bonds.length; i++) {
      bonds[i] = Geometry.distance(chain.position(i, AtomSlots.N), chain.position(i, AtomSlots.CA));
    }
    Arrays.sort(bonds);
    return bonds[bonds.length / 2];
  }

  private void segments(String name, ProteinChain chain) {
    List<Integer> ends = ends(chain);
    if (ends.size() == 1 || rules.breaks() == Breaks.KEEP) {
      accept(name, name, chain);
    } else if (rules.breaks() == Breaks.REJECT) {
      int last = ends.get(0) - 1;
      String number = chain.numbers().isEmpty() ? "" + ends.get(0) : chain.numbers().get(last);
      reject(
          name,
          RejectReason.BROKEN,
          "%d breaks, the first behind residue %s".formatted(ends.size() - 1, number));
    } else {
      int from = 0;
      for (int i = 0; i < ends.size(); i++) {
        String suffix = "_" + (i + 1);
        accept(name + suffix, name, chain.part(chain.id() + suffix, from, ends.get(i)));
        from = ends.get(i);
      }
    }
  }

  /** The residues behind each unbroken segment. */
  private List<Integer> ends(ProteinChain chain) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i + 1 < chain.length(); i++) {
      double bond =
          Geometry.distance(chain.position(i, AtomSlots.C), chain.position(i + 1, AtomSlots.N));
      if (bond > rules.breakLength()) {
        ends.add(i + 1);
      }
    }
    ends.add(chain.length());
    return ends;
  }

  private void accept(String name, String fileChain, ProteinChain chain) {
    if (chain.length() < rules.minLength()) {
      reject(
          name,
          RejectReason.TOO_SHORT,
          chain.length() + " residues, fewer than " + rules.minLength());
      return;
    }
    if (chain.length() > rules.maxLength()) {
      reject(
          name,
          RejectReason.TOO_LONG,
          chain.length() + " residues, more than " + rules.maxLength());
      return;
    }
    if (rules.incomplete() == Incomplete.REJECT && !chain.isAllAtom()) {
      reject(name, RejectReason.INCOMPLETE, missing(chain));
      return;
    }
    GeometryFaults faults = GeometryFaults.of(chain, rules.breakLength());
    if (rules.strict() && faults.total() > 0) {
      reject(name, RejectReason.GEOMETRY, faults.toString());
      return;
    }
    byte[] text = json ? ProteinJson.bytes(chain, structure(chain, name), fileChain) : null;
    taken.add(new Taken(chain, faults, text));
  }

  private static String structure(ProteinChain chain, String name) {
    String suffix = "_" + name;
    String id = chain.id();
    return id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
  }

  private static String missing(ProteinChain chain) {
    int count = 0;
    int first = -1;
    for (int i = chain.length() - 1; i >= 0; i--) {
      if (!chain.isComplete(i)) {
        count++;
        first = i;
      }
    }
    String number =
        chain.numbers().isEmpty() ? String.valueOf(first + 1) : chain.numbers().get(first);
    return "%d residues, the first is %c %s"
        .formatted(count, chain.sequence().charAt(first), number);
  }
}
