package dev.hydrant.trainer.data.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.hydrant.trainer.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** GPT-2's byte-pair encoding (r50k_base): 50256 ids of text and one that ends it. Thread-safe. */
public final class Gpt2Tokenizer {
  /** The id that precedes each document in a shard, {@code <|endoftext|>}. */
  public static final int END_OF_TEXT = 50256;

  /** Number of ids. */
  public static final int VOCAB_SIZE = 50257;

  private final Encoding encoding;

  private Gpt2Tokenizer(Encoding encoding) {
    this.encoding = encoding;
  }

  /** Returns the tokenizer, read from the class path at the first call (about 0.2 s). */
  public static Gpt2Tokenizer get() {
    return Holder.INSTANCE;
  }

  /**
   * Encodes text. {@code <|endoftext|>} in it is ordinary text here, never the special id.
   *
   * @return token ids, {@code [T]}
   */
  public int[] encode(String text) {
    return encoding.encodeOrdinary(text).toArray();
  }

  /**
   * Decodes tokens to text; bytes that do not form a character become U+FFFD, and {@link
   * #END_OF_TEXT} becomes {@code <|endoftext|>}.
   *
   * @throws DataException if an id is none of this vocabulary
   */
  public String decode(int[] tokens) {
    return new String(decodeBytes(tokens), StandardCharsets.UTF_8);
  }

  /** Decodes tokens to the bytes of their UTF-8 text, which may begin or end within a character. */
  public byte[] decodeBytes(int... tokens) {
    IntArrayList list = new IntArrayList(tokens.length);
    Arrays.stream(tokens).peek(Gpt2Tokenizer::check).forEach(list::add);
    return encoding.decodeBytes(list);
  }

  private static void check(int token) {
    if (token < 0 || token >= VOCAB_SIZE) {
      throw new DataException(
          "Token " + token + " is none of GPT-2's vocabulary (0 to " + (VOCAB_SIZE - 1) + ")");
    }
  }

  private static final class Holder {
    static final Gpt2Tokenizer INSTANCE =
        new Gpt2Tokenizer(Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE));
  }
}
