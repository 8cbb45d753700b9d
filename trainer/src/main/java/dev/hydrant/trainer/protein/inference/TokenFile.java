package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.data.TextFiles;
import dev.hydrant.trainer.error.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of tokens, a chain in each line. */
public final class TokenFile {
  private TokenFile() {}

  /**
   * Reads a file.
   *
   * @param codes number of codes of the model that the tokens are for
   * @throws UserException if a line is none of tokens, with its number
   */
  public static List<TokenizedChain> read(Path file, int codes) {
    List<TokenizedChain> chains = new ArrayList<>();
    int number = 0;
    for (String line : TextFiles.lines(file)) {
      number++;
      if (!line.isBlank()) {
        chains.add(TokenizedChain.parse(line, file + ":" + number, codes));
      }
    }
    if (chains.isEmpty()) {
      throw UserException.usage(file + " holds no tokens");
    }
    return chains;
  }
}
