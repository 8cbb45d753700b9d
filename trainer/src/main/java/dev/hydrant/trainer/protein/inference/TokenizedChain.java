package dev.hydrant.trainer.protein.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A chain as tokens.
 *
 * @param id of the chain
 * @param sequence a letter for each of the L residues
 * @param tokens {@code [L]}, the code of each residue's structure
 */
public record TokenizedChain(String id, String sequence, int[] tokens) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Checks the lengths. */
  public TokenizedChain {
    if (sequence.length() != tokens.length) {
      throw new IllegalArgumentException(
          "%d letters, but %d tokens".formatted(sequence.length(), tokens.length));
    }
  }

  /** One line of JSON: {@code {"id":…,"sequence":…,"tokens":[…]}}. */
  public String json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id);
    values.put("sequence", sequence);
    values.put("tokens", tokens);
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values cannot be written as JSON", e);
    }
  }

  /** Two lines as in FASTA: {@code >id} and the tokens with spaces between. */
  public String fasta() {
    StringBuilder text = new StringBuilder(">").append(SafeText.line(id)).append('\n');
    for (int i = 0; i < tokens.length; i++) {
      text.append(i == 0 ? "" : " ").append(tokens[i]);
    }
    return text.toString();
  }

  /**
   * Reads a line of JSON.
   *
   * @param where it stands, for messages
   * @param codes number of codes; tokens are below it
   * @throws UserException if it is no such line
   */
  static TokenizedChain parse(String line, String where, int codes) {
    try {
      JsonNode node = JSON.readTree(line);
      JsonNode tokens = node.path("tokens");
      String sequence = node.path("sequence").asText("");
      if (!tokens.isArray() || tokens.isEmpty() || tokens.size() != sequence.length()) {
        throw UserException.usage(
            ("%s: expected an id, a sequence and as many tokens as it has letters;"
                    + " got %d letters and %d tokens")
                .formatted(where, sequence.length(), tokens.size()));
      }
      int[] values = new int[tokens.size()];
      for (int i = 0; i < values.length; i++) {
        JsonNode token = tokens.get(i);
        if (!token.isInt() || token.intValue() < 0 || token.intValue() >= codes) {
          throw UserException.usage(
              "%s: token %d is %s, but tokens are whole numbers from 0 to %d"
                  .formatted(where, i + 1, token, codes - 1));
        }
        values[i] = token.intValue();
      }
      if (!sequence.matches("[A-Z]+")) {
        throw UserException.usage(where + ": a sequence is made of the letters A to Z");
      }
      return new TokenizedChain(node.path("id").asText("chain"), sequence, values);
    } catch (JsonProcessingException e) {
      throw UserException.usage(where + ": no line of JSON: " + e.getOriginalMessage());
    }
  }
}
