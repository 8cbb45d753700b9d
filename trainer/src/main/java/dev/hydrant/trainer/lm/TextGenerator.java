package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.data.text.Unit;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Continues text token by token until the end of the text or of the budget. */
public final class TextGenerator implements Generator {
  private final Unit unit;
  private final Function<EagerTorch, Reading> open;

  /**
   * For models that look at all tokens again for each new one, with GPT-2's vocabulary.
   *
   * @param nextLogits ids {@code [1, T]} → logits of the next token {@code [1, V]}
   * @param context longest row, T; once it is full, the oldest half of it is forgotten
   */
  public TextGenerator(UnaryOperator<Tensor> nextLogits, int context) {
    this(Unit.GPT2, torch -> new WindowReading(torch, nextLogits, context));
  }

  /**
   * @param unit what a token is
   * @param open begins to read a text
   */
  public TextGenerator(Unit unit, Function<EagerTorch, Reading> open) {
    this.unit = unit;
    this.open = open;
  }

  @Override
  public void generate(
      EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink) {
    TokenSampler sampler = new TokenSampler(options, new SplittableRandom(options.seed()));
    Utf8Pieces pieces = new Utf8Pieces();
    long[] read = start(prompt);
    try (Reading reading = open.apply(torch)) {
      for (int i = 0; i < options.maxTokens(); i++) {
        int next = sampler.choose(reading.read(read));
        if (next == unit.endOfText()) {
          break;
        }
        String text = pieces.add(unit.decode(next));
        if (!text.isEmpty()) {
          sink.accept(text);
        }
        read = new long[] {next};
      }
    }
  }

  /** Texts begin as documents do in training: behind an end-of-text token. */
  private long[] start(String prompt) {
    return IntStream.concat(IntStream.of(unit.endOfText()), Arrays.stream(unit.encode(prompt)))
        .asLongStream()
        .toArray();
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
