package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.promod3.Promod3Database;
import dev.hydrant.trainer.protein.read.FoundChain;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.nio.file.Path;

/**
 * The chains of ProMod3's {@code structure_db.dat}: N, CA, C and O of some 21,000 chains of the
 * Protein Data Bank. Those with wrong bond lengths (42) are left out whatever the rules.
 *
 * @param database the file
 * @param limit the first so many chains at most
 */
public record Promod3Chains(Path database, int limit) implements ImportSource {
  /** All chains. */
  public static Promod3Chains all(Path database) {
    return new Promod3Chains(database, Integer.MAX_VALUE);
  }

  @Override
  public String describe() {
    return "ProMod3 structure database";
  }

  @Override
  public Plan plan(ImportRules rules, boolean json) {
    Promod3Database open = Promod3Database.open(database);
    return new Plan() {
      @Override
      public int parts() {
        return Math.min(limit, open.size());
      }

      @Override
      public Sifted sift(int part) {
        String file = database.getFileName() + " " + open.structure(part);
        Sieve sieve = new Sieve(rules, json, file);
        ProteinChain chain = open.get(part);
        GeometryFaults faults = GeometryFaults.of(chain, rules.breakLength());
        if (faults.bonds() > 0) {
          sieve.reject(open.chainName(part), RejectReason.GEOMETRY, faults.toString());
        } else {
          sieve.sift(new FoundChain(open.chainName(part), chain, 0, false));
        }
        return sieve.result();
      }
    };
  }
}
