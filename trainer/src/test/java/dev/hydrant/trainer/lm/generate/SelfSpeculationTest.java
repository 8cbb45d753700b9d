package dev.hydrant.trainer.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.lm.TinyModels;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.model.GeneratorFeature;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Multi-token prediction draws the same text with its guesses as without. */
class SelfSpeculationTest {
  private record Drawn(List<Integer> tokens, int drafted, int accepted) {}

  private static Drawn draw(
      TextGenerator generator,
      EagerTorch torch,
      long[] prompt,
      boolean cached,
      boolean speculative) {
    SamplingOptions options = new SamplingOptions(1, 0, 0, 1, 0, cached, speculative, 0, false);
    List<Integer> tokens = new ArrayList<>();
    int n = 3 * TinyModels.CONTEXT;
    try (TokenStream stream = generator.stream(torch, options, prompt)) {
      while (tokens.size() < n) {
        Arrays.stream(stream.next()).forEach(tokens::add);
      }
      return new Drawn(tokens.subList(0, n), stream.drafted(), stream.accepted());
    }
  }

  private static void redraw(Weights weights, long seed) {
    EagerTorch torch = weights.torch();
    torch.randomKey(seed, 0);
    for (Parameter p : weights.trainable()) {
      try (Scope s = torch.scope()) {
        weights.set(
            p,
            torch.noGrad(() -> p.add(torch.random(p.name()).normal(p.shape()).mul(.3)).detach()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "base-mtp, 'mtp_head: linear, '",
    "base-mtp, 'mtp_head: transformer, '",
    "deepseek-mtp, ''"
  })
  void greedy_text_is_the_same_whatever_the_weights(String type, String more) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type, more);
      Weights weights = Weights.create(torch, model.module(), 1);
      TextGenerator generator = (TextGenerator) model.generator().orElseThrow();
      assertThat(generator.features()).contains(GeneratorFeature.SPECULATION);
      int guessed = 0;
      for (int seed = 0; seed < 3; seed++) {
        redraw(weights, seed);
        Drawn plain = draw(generator, torch, new long[] {60, 4, 2, 9}, false, false);
        Drawn cached = draw(generator, torch, new long[] {60, 4, 2, 9}, true, false);
        Drawn guessing = draw(generator, torch, new long[] {60, 4, 2, 9}, true, true);
        assertThat(cached.tokens()).isEqualTo(plain.tokens());
        assertThat(guessing.tokens()).isEqualTo(plain.tokens());
        guessed += guessing.drafted();
      }
      assertThat(guessed).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "base-mtp, 'mtp_head: linear, '",
    "base-mtp, 'mtp_head: transformer, '",
    "deepseek-mtp, 'mtp_lambda: 2, '"
  })
  void what_was_learned_is_guessed_and_drawn_alike(String type, String more) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type, more);
      Weights weights = Weights.create(torch, model.module(), 1);
      int t = TinyModels.CONTEXT;
      long[] period = LongStream.of(3, 8, 1, 30, 22, 9, 40).toArray();
      long[] row = LongStream.range(0, t + 3).map(i -> period[(int) (i % 7)]).toArray();
      Tensor inputs = torch.tensor(row, 1, t + 3).slice(1, 0, t + 2).contiguous();
      Tensor targets = torch.tensor(row, 1, t + 3).slice(1, 1, t + 3).contiguous();
      Map<String, Rule> rules = Map.of("all", new AdamW(1e-2, .9, .95, 1e-8, 0));
      try (TrainStep step =
          TrainStep.traced(weights, (batch, phase) -> model.loss(batch, phase), rules)) {
        for (int i = 1; i <= 150; i++) {
          step.train(
              List.of(Map.of(TokenFeed.INPUTS, inputs, TokenFeed.TARGETS, targets)),
              new StepSettings(i, 5, 1, rules));
        }
      }
      TextGenerator generator = (TextGenerator) model.generator().orElseThrow();
      long[] prompt = Arrays.copyOf(row, 9);
      Drawn plain = draw(generator, torch, prompt, false, false);
      Drawn guessing = draw(generator, torch, prompt, true, true);
      assertThat(guessing.tokens()).isEqualTo(plain.tokens());
      assertThat(guessing.accepted())
          .as("of %d", guessing.drafted())
          .isGreaterThan(guessing.drafted() / 3);
    }
  }
}
