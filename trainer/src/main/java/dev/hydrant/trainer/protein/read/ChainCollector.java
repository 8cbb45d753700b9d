package dev.hydrant.trainer.protein.read;

import dev.hydrant.trainer.protein.structure.ResidueNames;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sorts atoms into chains: by name, and into another one after each end of a chain. */
final class ChainCollector implements AtomSink {
  private final Map<String, ChainBuilder> chains = new LinkedHashMap<>();
  private final Map<String, Integer> latestPart = new HashMap<>();
  private final Map<String, Integer> ordinal = new HashMap<>();
  private String currentName;
  private int currentPart;
  private ChainBuilder current;
  private int model = 1;
  private double resolution = Double.NaN;

  @Override
  public void atom(AtomSite site) {
    if (site.hetero && ResidueNames.letter(site.residue) == 0) {
      return;
    }
    if (current == null || currentPart != site.part || !site.chain.equals(currentName)) {
      ChainBuilder chain = chain(site);
      if (chain == null) {
        return;
      }
      current = chain;
      currentName = site.chain;
      currentPart = site.part;
    }
    current.atom(site);
  }

  /** The chain of an atom; null for an amino acid that lies about behind the end of its chain. */
  private ChainBuilder chain(AtomSite site) {
    Integer part = latestPart.get(site.chain);
    if (part != null && part != site.part && site.hetero) {
      return null;
    }
    if (part == null || part != site.part) {
      latestPart.put(site.chain, site.part);
      ordinal.merge(site.chain, 1, Integer::sum);
    }
    int number = ordinal.get(site.chain);
    String name = number == 1 ? site.chain : site.chain + "." + number;
    return chains.computeIfAbsent(name, n -> new ChainBuilder());
  }

  @Override
  public void resolution(double value) {
    resolution = value;
  }

  @Override
  public void model(int number) {
    model = number;
  }

  Map<String, ChainBuilder> chains() {
    return chains;
  }

  int model() {
    return model;
  }

  double resolution() {
    return resolution;
  }
}
