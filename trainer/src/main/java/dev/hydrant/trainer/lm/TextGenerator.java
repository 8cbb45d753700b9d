package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.data.text.Gpt2Tokenizer;
import dev.hydrant.trainer.generate.Generator;
import dev.hydrant.trainer.generate.SamplingOptions;
import dev.hydrant.trainer.generate.TokenSampler;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Continues text token by token with the GPT-2 vocabulary, until the end of the text or of the
 * budget. Once the context is full, the oldest half of it is forgotten.
 */
public final class TextGenerator implements Generator {
  private final UnaryOperator<Tensor> nextLogits;
  private final int context;

  /**
   * @param nextLogits ids {@code [1, T]} → logits of the next token {@code [1, V]}
   * @param context longest row, T
   */
  public TextGenerator(UnaryOperator<Tensor> nextLogits, int context) {
    this.nextLogits = nextLogits;
    this.context = context;
  }

  @Override
  public void generate(
      EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink) {
    Gpt2Tokenizer tokenizer = Gpt2Tokenizer.get();
    TokenSampler sampler = new TokenSampler(options, new SplittableRandom(options.seed()));
    Utf8Pieces pieces = new Utf8Pieces();
    long[] ids = start(tokenizer.encode(prompt));
    for (int i = 0; i < options.maxTokens(); i++) {
      int next = sampler.choose(logits(torch, ids));
      if (next == Gpt2Tokenizer.END_OF_TEXT) {
        break;
      }
      if (next < Gpt2Tokenizer.VOCAB_SIZE) {
        String text = pieces.add(tokenizer.decodeBytes(next));
        if (!text.isEmpty()) {
          sink.accept(text);
        }
      }
      ids = append(ids, next);
    }
  }

  /** Texts begin as documents do in training: behind an end-of-text token. */
  private long[] start(int[] prompt) {
    int kept = Math.min(prompt.length, context - 1);
    long[] ids = new long[kept + 1];
    ids[0] = Gpt2Tokenizer.END_OF_TEXT;
    for (int i = 0; i < kept; i++) {
      ids[i + 1] = prompt[prompt.length - kept + i];
    }
    return ids;
  }

  private long[] append(long[] ids, int next) {
    int from = ids.length < context ? 0 : ids.length - context / 2;
    long[] longer = Arrays.copyOfRange(ids, from, ids.length + 1);
    longer[longer.length - 1] = next;
    return longer;
  }

  private float[] logits(EagerTorch torch, long[] ids) {
    try (var scope = torch.scope()) {
      return torch.noGrad(() -> nextLogits.apply(torch.tensor(ids, 1, ids.length)).toFloats());
    }
  }

  /** Text from bytes of which a token may hold half a character. */
  private static final class Utf8Pieces {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] left = new byte[0];

    String add(byte[] bytes) {
      ByteBuffer in = ByteBuffer.allocate(left.length + bytes.length).put(left).put(bytes).flip();
      CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
      decoder.decode(in, out, false);
      left = new byte[in.remaining()];
      in.get(left);
      return out.flip().toString();
    }
  }
}
