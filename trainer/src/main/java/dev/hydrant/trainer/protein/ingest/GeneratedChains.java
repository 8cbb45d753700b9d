package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.read.FoundChain;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.ProteinChain;

/**
 * Generated chains, for a start without any file; every report says that they are generated.
 *
 * @param count number of chains
 * @param seed two seeds give unrelated chains
 */
public record GeneratedChains(int count, long seed) implements ImportSource {
  /** The sample that is used where no data are given. */
  public static final GeneratedChains SAMPLE = new GeneratedChains(1000, 42);

  @Override
  public String describe() {
    return "generated backbones and side chains, no real proteins (seed " + seed + ")";
  }

  @Override
  public Plan plan(ImportRules rules, boolean json) {
    ChainGenerator generator = new ChainGenerator(seed);
    return new Plan() {
      @Override
      public int parts() {
        return count;
      }

      @Override
      public Sifted sift(int part) {
        ProteinChain chain = generator.chain(part).chain();
        Sieve sieve = new Sieve(rules, json, ChainGenerator.SOURCE);
        sieve.sift(new FoundChain("A", chain, 0, false));
        return sieve.result();
      }
    };
  }
}
