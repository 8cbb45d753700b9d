package dev.hydrant.trainer.vqvae.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.vqvae.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What tokens mean: which codebook each is of, and which number it has among all. */
final class TokenTable {
  /** Begins each row of a stream. */
  static final int BEGIN = 0;

  private final List<Tokenizer.Codebook> codebooks;
  private final int[] offsets;
  private final int vocabulary;

  TokenTable(List<Tokenizer.Codebook> codebooks) {
    this.codebooks = codebooks;
    this.offsets = new int[codebooks.size()];
    int next = BEGIN + 1;
    for (int q = 0; q < offsets.length; q++) {
      offsets[q] = next;
      next += codebooks.get(q).tokens();
    }
    this.vocabulary = next;
  }

  /** Tokens of a row. */
  int width() {
    return codebooks.size();
  }

  /** All codes, and the one that begins a row. */
  int vocabulary() {
    return vocabulary;
  }

  /** The number of a code among all. */
  int global(int codebook, int token) {
    return offsets[codebook] + token;
  }

  /** As {@code tokens.json}. */
  byte[] json(String source, int rows) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("source", source).put("rows", rows).put("vocabulary", vocabulary);
    root.put("begin", BEGIN);
    ArrayNode all = root.putArray("codebooks");
    for (int q = 0; q < offsets.length; q++) {
      all.addObject()
          .put("name", codebooks.get(q).name())
          .put("tokens", codebooks.get(q).tokens())
          .put("offset", offsets[q]);
    }
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
