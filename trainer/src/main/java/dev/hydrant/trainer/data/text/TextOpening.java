package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.tokens.TokenShard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The first words of a shard's text: a prompt of the kind that a model has learned. */
public final class TextOpening {
  private static final int TOKENS = 64;
  private static final int WORDS = 4;

  private TextOpening() {}

  /** The first words of a shard's first line with any; empty where there is none. */
  public static String of(Path shard, Unit unit) {
    TokenShard tokens = TokenShard.open(shard);
    long[] first = new long[(int) Math.min(TOKENS, tokens.length())];
    tokens.read(0, first, 0, first.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long id : first) {
      bytes.writeBytes(unit.decode((int) id));
    }
    String line =
        bytes.toString(StandardCharsets.UTF_8).strip().lines().findFirst().orElse("").strip();
    String[] words = line.split("\\s+", WORDS + 1);
    int whole = Math.min(WORDS, words.length);
    return String.join(" ", Arrays.asList(words).subList(0, whole));
  }
}
