package dev.hydrant.trainer.protein.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** PDB files under names of their own. */
final class PdbFolder {
  private final Path directory;
  private final Set<String> names = new HashSet<>();

  PdbFolder(Path directory) {
    this.directory = directory;
  }

  /** Writes a file; returns its name without {@code .pdb}. */
  String write(String id, String text) throws IOException {
    String clean = id.replaceAll("[^A-Za-z0-9._-]", "_");
    String name = clean;
    for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = clean + "-" + i;
    }
    Files.writeString(directory.resolve(name + ".pdb"), text);
    return name;
  }
}
