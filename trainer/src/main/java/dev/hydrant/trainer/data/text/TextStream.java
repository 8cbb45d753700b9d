package dev.hydrant.trainer.data.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes a token stream to text piece by piece, holding back the bytes of a character that is not
 * whole yet. For showing text while it is generated.
 */
public final class TextStream {
  private static final int LONGEST_CHARACTER = 4;

  private final Gpt2Tokenizer tokenizer;
  private byte[] held = new byte[0];

  /** Starts an empty stream. */
  public TextStream(Gpt2Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Adds a token and returns the text that is whole by now, often but not always non-empty. */
  public String add(int token) {
    byte[] piece = tokenizer.decodeBytes(token);
    byte[] bytes = new byte[held.length + piece.length];
    System.arraycopy(held, 0, bytes, 0, held.length);
    System.arraycopy(piece, 0, bytes, held.length, piece.length);
    int whole = bytes.length - unfinished(bytes);
    held = Arrays.copyOfRange(bytes, whole, bytes.length);
    return new String(bytes, 0, whole, StandardCharsets.UTF_8);
  }

  /** Returns what is left over, as U+FFFD. */
  public String end() {
    String rest = new String(held, StandardCharsets.UTF_8);
    held = new byte[0];
    return rest;
  }

  /** The number of bytes at the end that begin a character and do not complete it. */
  private static int unfinished(byte[] bytes) {
    for (int back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
      int b = bytes[bytes.length - back] & 0xFF;
      if (b >= 0xC0) {
        int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
        return length > back ? back : 0;
      }
      if (b < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
