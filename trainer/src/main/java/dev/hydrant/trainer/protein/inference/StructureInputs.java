package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.index.LoadedProteins;
import dev.hydrant.trainer.protein.index.ProteinIndex;
import dev.hydrant.trainer.protein.read.ChainNaming;
import dev.hydrant.trainer.protein.read.FoundChain;
import dev.hydrant.trainer.protein.read.StructureFile;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chains from what a user names: structure files, shards, data sets. */
public final class StructureInputs {
  private static final String SHARD = "proteins.hps";

  private final int limit;
  private final List<ProteinChain> chains = new ArrayList<>();

  private StructureInputs(int limit) {
    this.limit = limit;
  }

  /**
   * Reads chains.
   *
   * @param inputs PDB and mmCIF files, {@code .hps} shards, {@code .csv} indices, directories of a
   *     data set
   * @param limit the first so many chains at most
   * @throws UserException if there is nothing to read
   * @throws dev.hydrant.trainer.data.DataException if a file is damaged
   */
  public static List<ProteinChain> read(List<Path> inputs, int limit) {
    StructureInputs read = new StructureInputs(limit);
    for (Path input : inputs) {
      read.add(input);
    }
    if (read.chains.isEmpty()) {
      throw UserException.failure(
          "No protein chain in %s: none of their residues have N, CA and C".formatted(inputs));
    }
    return read.chains;
  }

  private void add(Path input) {
    Path shard = input.toString().endsWith(".hps") ? input : input.resolve(SHARD);
    if (Files.isRegularFile(shard)) {
      addShard(shard);
    } else if (Files.isRegularFile(input) && StructureFile.isStructure(input)) {
      addFile(input);
    } else if (Files.exists(input)) {
      List<ProteinChain> loaded =
          LoadedProteins.read(ProteinIndex.read(input), AtomDetail.BACKBONE).chains();
      chains.addAll(loaded.subList(0, Math.min(loaded.size(), limit - chains.size())));
    } else {
      throw UserException.usage(
          "There is no file or directory " + input.toAbsolutePath().normalize());
    }
  }

  private void addShard(Path path) {
    try (ProteinShard shard = ProteinShard.open(path)) {
      for (long i = 0; i < shard.size() && chains.size() < limit; i++) {
        chains.add(shard.get(i));
      }
    }
  }

  private void addFile(Path file) {
    String name = file.getFileName().toString();
    for (FoundChain found : StructureFile.read(file, name, ChainNaming.AUTH)) {
      if (found.chain().length() > 0 && chains.size() < limit) {
        chains.add(found.chain());
      }
    }
  }
}
