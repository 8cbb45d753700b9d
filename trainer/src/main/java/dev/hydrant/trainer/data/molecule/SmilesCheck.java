package dev.hydrant.trainer.data.molecule;

import dev.hydrant.trainer.data.molecule.SmilesGraph.Atom;
import dev.hydrant.trainer.data.molecule.SmilesGraph.Bond;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a SMILES string describes a molecule: rings closed once, no atom with more bonds
 * than it can have, and double bonds to be had for all that is written as aromatic. This is what
 * other toolkits call valid, on the elements B C N O F P S Cl Br I; it knows no wildcards, dots or
 * metals.
 */
public final class SmilesCheck {
  private final SmilesGraph graph;
  private final boolean[] inRing;

  private SmilesCheck(SmilesGraph graph) {
    this.graph = graph;
    this.inRing = Rings.bonds(graph);
  }

  /** Whether the string describes a molecule. */
  public static boolean isValid(String smiles) {
    return fault(smiles).isEmpty();
  }

  /** What is wrong with the string, in a few words; empty if nothing is. */
  public static Optional<String> fault(String smiles) {
    try {
      return new SmilesCheck(SmilesGraph.of(smiles)).fault();
    } catch (SmilesGraph.Malformed e) {
      return Optional.of(e.getMessage());
    }
  }

  private Optional<String> fault() {
    int n = graph.atoms().size();
    int[] order = new int[n];
    boolean[] cyclic = new boolean[n];
    for (int i = 0; i < graph.bonds().size(); i++) {
      Bond b = graph.bonds().get(i);
      order[b.from()] += b.order();
      order[b.to()] += b.order();
      cyclic[b.from()] |= inRing[i];
      cyclic[b.to()] |= inRing[i];
    }
    boolean[] wantsDouble = new boolean[n];
    for (int a = 0; a < n; a++) {
      Atom atom = graph.atoms().get(a);
      if (atom.aromatic() && !cyclic[a]) {
        return Optional.of("an aromatic %s is in no ring".formatted(atom.element()));
      }
      int bonds = order[a] + Math.max(0, atom.hydrogens());
      List<Integer> valences = Valences.of(atom.element(), atom.charge());
      if (valences.isEmpty()) {
        return Optional.of(
            "%s cannot have the charge %+d".formatted(atom.element(), atom.charge()));
      }
      int most = valences.get(valences.size() - 1);
      if (bonds > most) {
        return Optional.of(
            "%s has %d bonds, but at most %d are possible".formatted(atom.element(), bonds, most));
      }
      wantsDouble[a] = atom.aromatic() && wantsDouble(atom, bonds, valences);
    }
    return kekulises(wantsDouble)
        ? Optional.empty()
        : Optional.of("the aromatic atoms cannot share double bonds");
  }

  /** Whether a ring atom lacks one bond. Carbon without brackets fills up with hydrogen first. */
  private static boolean wantsDouble(Atom atom, int bonds, List<Integer> valences) {
    if (atom.isBare() && atom.element().equals("C")) {
      return bonds <= 3;
    }
    return !valences.contains(bonds) && valences.contains(bonds + 1);
  }

  private boolean kekulises(boolean[] wantsDouble) {
    int[] place = new int[wantsDouble.length];
    List<List<Integer>> neighbours = new ArrayList<>();
    for (int a = 0; a < place.length; a++) {
      place[a] = wantsDouble[a] ? neighbours.size() : -1;
      if (wantsDouble[a]) {
        neighbours.add(new ArrayList<>());
      }
    }
    for (int i = 0; i < graph.bonds().size(); i++) {
      Bond b = graph.bonds().get(i);
      if (inRing[i] && b.implied() && wantsDouble[b.from()] && wantsDouble[b.to()]) {
        neighbours.get(place[b.from()]).add(place[b.to()]);
        neighbours.get(place[b.to()]).add(place[b.from()]);
      }
    }
    return Matching.isPerfect(neighbours);
  }
}
