package dev.hydrant.trainer.grammar.syntax;

import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The grammars that come with the program, and those of files. */
public final class Grammars {
  /** The names of the former. */
  public static final List<String> NAMES = List.of("smiles", "pde", "equation");

  private Grammars() {}

  /**
   * Finds a grammar.
   *
   * @param nameOrFile one of {@link #NAMES}, or a grammar file
   * @throws UserException if it is neither, or the file is wrong
   */
  public static GrammarReader.Result find(String nameOrFile) {
    return NAMES.contains(nameOrFile)
        ? new GrammarReader.Result(shipped(nameOrFile), List.of())
        : GrammarReader.read(Path.of(nameOrFile));
  }

  /** A grammar that comes with the program. */
  public static Grammar shipped(String name) {
    try (InputStream in = Grammars.class.getResourceAsStream(name + ".grammar")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return GrammarReader.parse(text, name).grammar();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
