package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.protein.read.FoundChain;
import dev.hydrant.trainer.protein.read.StructureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * PDB and mmCIF files, and all those below folders.
 *
 * @param inputs files and folders
 */
public record StructureFiles(List<Path> inputs) implements ImportSource {
  private record Labelled(Path path, String label) {}

  /** Copies the list. */
  public StructureFiles {
    inputs = List.copyOf(inputs);
  }

  @Override
  public String describe() {
    return "structure files";
  }

  @Override
  public Plan plan(ImportRules rules, boolean json) {
    List<Labelled> files = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        below(input, files);
      } else if (Files.exists(input)) {
        files.add(new Labelled(input, input.getFileName().toString()));
      } else {
        throw new DataException("There is no file or folder " + input.toAbsolutePath());
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          "No structure lies in %s: looked for .pdb, .ent, .cif and .mmcif, also with .gz"
              .formatted(inputs));
    }
    return new Plan() {
      @Override
      public int parts() {
        return files.size();
      }

      @Override
      public Sifted sift(int part) {
        return StructureFiles.sift(files.get(part), rules, json);
      }
    };
  }

  /** In the order of their names with slashes, which is the same on every machine. */
  private static void below(Path folder, List<Labelled> files) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(StructureFile::isStructure)
          .filter(Files::isRegularFile)
          .map(f -> new Labelled(f, folder.relativize(f).toString().replace('\\', '/')))
          .sorted(Comparator.comparing(Labelled::label))
          .forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      throw SizedFile.unreadable(
          folder, e instanceof UncheckedIOException u ? u.getCause() : (IOException) e);
    }
  }

  private static Sifted sift(Labelled file, ImportRules rules, boolean json) {
    Sieve sieve = new Sieve(rules, json, file.label());
    try {
      List<FoundChain> chains = StructureFile.read(file.path(), file.label(), rules.naming());
      if (chains.isEmpty()) {
        sieve.reject("", RejectReason.NO_PROTEIN, "no amino acid with a CA");
      }
      chains.forEach(sieve::sift);
    } catch (DataException e) {
      String message = e.getMessage().lines().findFirst().orElse("");
      String known = message.replace(file.path().toString(), file.label());
      sieve.reject("", RejectReason.UNREADABLE, known);
    }
    return sieve.result();
  }
}
