package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.write.StructureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Structure files under names of their own. */
final class StructureFolder {
  private final Path directory;
  private final StructureFormat format;
  private final Set<String> names = new HashSet<>();

  StructureFolder(Path directory, StructureFormat format) {
    this.directory = directory;
    this.format = format;
  }

  /** Writes a file; returns its name without what it ends with. */
  String write(ProteinChain chain) throws IOException {
    return write(chain, new double[chain.length()]);
  }

  /**
   * Writes a file; returns its name without what it ends with.
   *
   * @param bFactors one for each residue
   */
  String write(ProteinChain chain, double[] bFactors) throws IOException {
    String clean = chain.id().replaceAll("[^A-Za-z0-9._-]|^[.-]", "_");
    String name = clean;
    for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = clean + "-" + i;
    }
    Files.writeString(directory.resolve(name + format.suffix()), format.text(chain, bFactors));
    return name;
  }
}
