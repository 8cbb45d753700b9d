package dev.hydrant.trainer.protein.read;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers the residues of one chain in the order of the file, whatever their numbers. */
final class ChainBuilder {
  private static final int ROW = 3 * AtomSlots.COUNT;

  private final ResidueAtoms residue = new ResidueAtoms();
  private final StringBuilder letters = new StringBuilder();
  private final List<String> numbers = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private float[] coordinates = new float[64 * ROW];
  private short[] atoms = new short[64];
  private String number;
  private String name;
  private int withoutBackbone;
  private int alphaOnly;

  void atom(AtomSite site) {
    if (!site.number.equals(number) || isOther(site)) {
      if (!site.alternative.isEmpty() && seen.contains(site.number) && number != null) {
        return; // another location of a residue that is done
      }
      endResidue();
      number = site.number;
      name = site.residue;
      seen.add(number);
    }
    residue.add(site);
  }

  /** Two residues that share a number; with alternate locations it is one that varies. */
  private boolean isOther(AtomSite site) {
    return site.alternative.isEmpty() && !site.residue.equals(name);
  }

  private void endResidue() {
    if (residue.isEmpty()) {
      return;
    }
    int length = letters.length();
    if (length == atoms.length) {
      atoms = Arrays.copyOf(atoms, 2 * length);
      coordinates = Arrays.copyOf(coordinates, 2 * length * ROW);
    }
    ResidueAtoms.Resolved resolved = residue.resolve(coordinates, length * ROW);
    residue.clear();
    if (resolved.hasBackbone()) {
      letters.append(resolved.letter());
      atoms[length] = (short) resolved.atoms();
      numbers.add(number);
      return;
    }
    Arrays.fill(coordinates, length * ROW, (length + 1) * ROW, 0);
    withoutBackbone++;
    if (resolved.hasCa()) {
      alphaOnly++;
    }
  }

  /** Whether anything of a protein was there. */
  boolean isProtein() {
    endResidue();
    return letters.length() + alphaOnly > 0;
  }

  FoundChain build(String id, String chain, Source source) {
    endResidue();
    int length = letters.length();
    return new FoundChain(
        chain,
        new ProteinChain(
            id,
            letters.toString(),
            Arrays.copyOf(coordinates, length * ROW),
            Arrays.copyOf(atoms, length),
            numbers,
            source),
        withoutBackbone,
        length == 0);
  }
}
