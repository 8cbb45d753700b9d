package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.data.text.Gpt2Tokenizer;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.GenerationStats;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.GeneratorFeature;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Continues text by denoising whole rows, whose start is the prompt. Texts longer than a row are
 * drawn in blocks, each behind as much of what stands before it as the row has room for (the
 * semi-autoregressive sampling of Sahoo et al. 2024).
 */
final class DiffusionText implements Generator {
  /** Makes text of noise in a number of steps; 0 for the model's own. */
  @FunctionalInterface
  interface Processes {
    ReverseProcess of(int steps, boolean euler);
  }

  private final Processes processes;
  private final Set<GeneratorFeature> features;
  private final States states;
  private final Vocabulary vocabulary;
  private final int context;

  DiffusionText(
      Processes processes,
      Set<GeneratorFeature> features,
      States states,
      Vocabulary vocabulary,
      int context) {
    this.processes = processes;
    this.features = features;
    this.states = states;
    this.vocabulary = vocabulary;
    this.context = context;
  }

  @Override
  public Set<GeneratorFeature> features() {
    return features;
  }

  @Override
  public void check(String prompt) {
    vocabulary.opening(prompt);
  }

  @Override
  public GenerationStats generate(
      EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink) {
    SplittableRandom random = new SplittableRandom(options.seed());
    ReverseProcess process = processes.of(options.steps(), options.euler());
    long[] text = vocabulary.opening(prompt);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean more = true;
    int drawn = 0;
    long began = System.nanoTime();
    for (int left = options.maxTokens(); left > 0 && more; ) {
      NoisySequence draft = draft(process, torch, text, options, random);
      torch.noGrad(() -> denoise(process, draft));
      text = Arrays.stream(draft.states()).map(states::swap).toArray();
      int to = Math.min(draft.given() + left, text.length);
      left -= to - draft.given();
      drawn += to - draft.given();
      more = write(Arrays.copyOfRange(text, draft.given(), to), bytes);
    }
    sink.accept(bytes.toString(StandardCharsets.UTF_8));
    return new GenerationStats(drawn, (System.nanoTime() - began) * 1e-9, 0);
  }

  /** A row of full length, as in training: the end of the text, then noise. */
  private NoisySequence draft(
      ReverseProcess process,
      EagerTorch torch,
      long[] text,
      SamplingOptions options,
      SplittableRandom random) {
    int given = Math.min(text.length, context - Math.min(process.block(), context - 1));
    long[] row = new long[context];
    for (int i = 0; i < context; i++) {
      row[i] = i < given ? states.swap(text[text.length - given + i]) : process.noise(random);
    }
    return new NoisySequence(torch, options, random, row, given);
  }

  private static Void denoise(ReverseProcess process, NoisySequence draft) {
    for (int step = 0; step < process.steps(); step++) {
      try (Scope s = draft.torch().scope()) {
        process.step(draft, step);
      }
    }
    return null;
  }

  /** Returns false at the end of the text. */
  private static boolean write(long[] ids, ByteArrayOutputStream bytes) {
    for (long id : ids) {
      if (id == Gpt2Tokenizer.END_OF_TEXT) {
        return false;
      }
      if (id < Gpt2Tokenizer.VOCAB_SIZE) {
        bytes.writeBytes(Gpt2Tokenizer.get().decodeBytes((int) id));
      }
    }
    return true;
  }
}
