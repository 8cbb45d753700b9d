package dev.hydrant.trainer.lm.generate;

import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.model.GenerationStats;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.GeneratorFeature;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Continues text token by token until the end of the text or of the budget. */
public final class TextGenerator implements Generator {
  /** Begins to read a text. */
  @FunctionalInterface
  public interface Opening {
    Decoder open(EagerTorch torch);
  }

  private final Vocabulary vocabulary;
  private final Opening plain;
  private final Opening cached;
  private final Opening drafting;

  /**
   * @param vocabulary what a token is, and which the model knows
   * @param plain a reading that computes all tokens again for each new one
   * @param cached one that remembers; null if there is none
   */
  public TextGenerator(Vocabulary vocabulary, Opening plain, Opening cached) {
    this(vocabulary, plain, cached, null);
  }

  /**
   * As above.
   *
   * @param drafting one that remembers and is a {@link DraftingDecoder}; null if there is none
   */
  public TextGenerator(Vocabulary vocabulary, Opening plain, Opening cached, Opening drafting) {
    this.vocabulary = vocabulary;
    this.plain = plain;
    this.cached = cached;
    this.drafting = drafting;
  }

  /**
   * For models that compute all tokens again for each new one.
   *
   * @param nextLogits ids {@code [1, T]} → logits of the next token {@code [1, V]}
   * @param context longest row, T; see {@link ContextWindow}
   */
  public TextGenerator(Vocabulary vocabulary, UnaryOperator<Tensor> nextLogits, int context) {
    this(vocabulary, torch -> new WindowDecoder(torch, nextLogits, context), null);
  }

  /** As above, for models that can go on where they stopped. */
  public TextGenerator(
      Vocabulary vocabulary,
      Module module,
      UnaryOperator<Tensor> nextLogits,
      CachedDecoder.Next next,
      int context) {
    this(
        vocabulary,
        torch -> new WindowDecoder(torch, nextLogits, context),
        torch -> new CachedDecoder(torch, module, context, next));
  }

  @Override
  public Set<GeneratorFeature> features() {
    return cached == null
        ? Set.of()
        : drafting == null
            ? Set.of(GeneratorFeature.CACHE)
            : Set.of(GeneratorFeature.CACHE, GeneratorFeature.SPECULATION);
  }

  /** Begins to draw a text behind a prompt of ids. */
  TokenStream stream(EagerTorch torch, SamplingOptions options, long[] prompt) {
    TokenSampler sampler = new TokenSampler(options, new SplittableRandom(options.seed()));
    return drafting != null && options.cached() && options.speculative()
        ? new SpeculativeDecoding((DraftingDecoder) drafting.open(torch), sampler, prompt)
        : new PlainTokenStream(open(torch, options.cached()), sampler, prompt);
  }

  /** Begins to read a text, with or without memory. */
  Decoder open(EagerTorch torch, boolean remembering) {
    return remembering && cached != null ? cached.open(torch) : plain.open(torch);
  }

  @Override
  public void check(String prompt) {
    vocabulary.opening(prompt);
  }

  @Override
  public GenerationStats generate(
      EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink) {
    Unit unit = vocabulary.unit();
    Utf8Pieces pieces = new Utf8Pieces();
    long began = System.nanoTime();
    try (TokenStream stream = stream(torch, options, vocabulary.opening(prompt))) {
      int drawn = 0;
      boolean more = true;
      double prompted = 0;
      while (more) {
        int[] tokens = stream.next();
        prompted = drawn == 0 ? seconds(began) : prompted;
        for (int i = 0; i < tokens.length && more; i++) {
          more = tokens[i] != unit.endOfText() && ++drawn < options.maxTokens();
          pieces.write(unit.decode(tokens[i]), sink);
        }
      }
      pieces.end(sink);
      return new GenerationStats(
          drawn, seconds(began), prompted, stream.drafted(), stream.accepted());
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  /** Text from bytes of which a token may hold half a character. */
  private static final class Utf8Pieces {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] left = new byte[0];

    void write(byte[] bytes, Consumer<String> sink) {
      String text = add(bytes, false);
      if (!text.isEmpty()) {
        sink.accept(text);
      }
    }

    /** Half a character at the end of the text is one that cannot be read. */
    void end(Consumer<String> sink) {
      if (left.length > 0) {
        sink.accept(add(new byte[0], true));
      }
    }

    private String add(byte[] bytes, boolean isEnd) {
      ByteBuffer in = ByteBuffer.allocate(left.length + bytes.length).put(left).put(bytes).flip();
      CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
      decoder.decode(in, out, isEnd);
      left = new byte[in.remaining()];
      in.get(left);
      return out.flip().toString();
    }
  }
}
