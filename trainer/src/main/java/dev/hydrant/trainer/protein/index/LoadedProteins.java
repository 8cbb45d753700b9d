package dev.hydrant.trainer.protein.index;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.util.ArrayList;
import java.util.List;

/**
 * The proteins of an index in memory. Malformed ones are dropped, and listed.
 *
 * @param chains those that are well-formed, in order
 * @param rejects what is wrong with the others, one message each
 */
public record LoadedProteins(List<ProteinChain> chains, List<String> rejects) {
  private static final int SHOWN = 20;

  /** Copies the lists. */
  public LoadedProteins {
    chains = List.copyOf(chains);
    rejects = List.copyOf(rejects);
  }

  /**
   * Reads all proteins.
   *
   * @throws DataException if every one is malformed
   */
  public static LoadedProteins read(ProteinIndex index, AtomDetail detail) {
    List<ProteinChain> chains = new ArrayList<>();
    List<String> rejects = new ArrayList<>();
    for (ProteinIndex.Entry entry : index.entries()) {
      try {
        chains.add(ProteinJsonFile.read(entry.path(), entry.id(), detail));
      } catch (DataException e) {
        rejects.add(e.getMessage());
      }
    }
    LoadedProteins loaded = new LoadedProteins(chains, rejects);
    if (chains.isEmpty()) {
      throw new DataException(
          "None of the %,d proteins of %s is well-formed:\n%s"
              .formatted(rejects.size(), index.file(), loaded.report()));
    }
    return loaded;
  }

  /** The first 20 messages and the number of the others; "" if there are none. */
  public String report() {
    List<String> first = rejects.subList(0, Math.min(SHOWN, rejects.size()));
    int more = rejects.size() - first.size();
    return String.join("\n", first) + (more > 0 ? "\nand %,d more".formatted(more) : "");
  }
}
