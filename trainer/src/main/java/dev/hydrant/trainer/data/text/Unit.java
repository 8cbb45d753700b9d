package dev.hydrant.trainer.data.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/** What a token is. */
public enum Unit {
  /** GPT-2's byte-pair encoding; documents are preceded by 50256. */
  GPT2(Gpt2Tokenizer.END_OF_TEXT, text -> Gpt2Tokenizer.get().encode(text)),
  /** The bytes of UTF-8, 0 to 255; documents are preceded by 258, MegaByte's end of text. */
  BYTES(258, Unit::bytes);

  private final int endOfText;
  private final Function<String, int[]> encoder;

  Unit(int endOfText, Function<String, int[]> encoder) {
    this.endOfText = endOfText;
    this.encoder = encoder;
  }

  /** The id that precedes each document. */
  public int endOfText() {
    return endOfText;
  }

  /** Encodes a document, without {@link #endOfText}. */
  public int[] encode(String text) {
    return encoder.apply(text);
  }

  /** The bytes a token stands for; none for the end of the text and for ids that mean nothing. */
  public byte[] decode(int id) {
    return switch (this) {
      case GPT2 ->
          id >= 0 && id < Gpt2Tokenizer.END_OF_TEXT
              ? Gpt2Tokenizer.get().decodeBytes(id)
              : new byte[0];
      case BYTES -> id >= 0 && id < 256 ? new byte[] {(byte) id} : new byte[0];
    };
  }

  private static int[] bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[utf8.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = utf8[i] & 0xFF;
    }
    return ids;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
