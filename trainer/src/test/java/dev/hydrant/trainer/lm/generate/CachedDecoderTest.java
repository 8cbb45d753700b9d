package dev.hydrant.trainer.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.TinyModels;
import dev.hydrant.trainer.model.GeneratorFeature;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered changes nothing but the time it takes. */
class CachedDecoderTest {
  static List<String> causal() {
    return TinyModels.causal();
  }

  /** Draws all weights anew, so that none is zero and every part of a model matters. */
  static Weights redrawn(EagerTorch torch, TrainableModel model, double deviation) {
    Weights weights = Weights.create(torch, model.module(), 1);
    torch.randomKey(7, 0);
    for (Parameter p : weights.trainable()) {
      try (Scope s = torch.scope()) {
        weights.set(
            p,
            torch.noGrad(
                () -> p.add(torch.random(p.name()).normal(p.shape()).mul(deviation)).detach()));
      }
    }
    return weights;
  }

  @ParameterizedTest
  @MethodSource("causal")
  void reads_every_token_as_if_all_before_it_were_read_anew(String type) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type);
      redrawn(torch, model, 0.2);
      TextGenerator generator = (TextGenerator) model.generator().orElseThrow();
      assertThat(generator.features()).contains(GeneratorFeature.CACHE);
      SplittableRandom random = new SplittableRandom(3);
      try (Decoder cached = generator.open(torch, true);
          Decoder plain = generator.open(torch, false)) {
        int read = 0;
        for (int i = 0; read < 3 * TinyModels.CONTEXT; i++) {
          int n = i == 0 ? 5 : i % 13 == 0 ? 3 : 1;
          long[] ids = random.longs(n, 0, TinyModels.VOCABULARY).toArray();
          float[] expected = plain.read(ids);
          read += n;
          assertThat(cached.read(ids))
              .as("behind %d tokens", read)
              .containsExactly(expected, within(1e-5f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("causal")
  void a_prompt_longer_than_the_context_is_read_alike(String type) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type);
      redrawn(torch, model, 0.2);
      TextGenerator generator = (TextGenerator) model.generator().orElseThrow();
      long[] ids =
          new SplittableRandom(3)
              .longs(2 * TinyModels.CONTEXT + 1, 0, TinyModels.VOCABULARY)
              .toArray();
      try (Decoder cached = generator.open(torch, true);
          Decoder plain = generator.open(torch, false)) {
        assertThat(cached.read(ids)).containsExactly(plain.read(ids), within(1e-5f));
        assertThat(cached.read(4)).containsExactly(plain.read(4), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "current-best", "mixture-of-experts"})
  void mixed_precision_is_remembered_as_well(String type) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type);
      redrawn(torch, model, 0.1);
      torch.autocast(DType.BFLOAT16);
      TextGenerator generator = (TextGenerator) model.generator().orElseThrow();
      try (Decoder cached = generator.open(torch, true);
          Decoder plain = generator.open(torch, false)) {
        for (int i = 0; i < 10; i++) {
          assertThat(cached.read(i)).containsExactly(plain.read(i), within(0.1f));
        }
      }
    }
  }

  @Test
  void memory_grows_with_the_text_and_passes_are_recorded() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of("gpt2");
      redrawn(torch, model, 0.2);
      var gpt = (dev.hydrant.trainer.lm.gpt2.Gpt2) model.module();
      SplittableRandom random = new SplittableRandom(3);
      try (CachedForward pass =
              new CachedForward(
                  torch,
                  gpt,
                  TinyModels.CONTEXT,
                  2,
                  1,
                  (in, past) -> List.of(gpt.nextLogits(in.get(0), past)));
          Decoder plain = new WindowDecoder(torch, gpt::nextLogits, TinyModels.CONTEXT)) {
        for (int i = 0; i < TinyModels.CONTEXT; i++) {
          long id = random.nextLong(TinyModels.VOCABULARY);
          try (Scope s = torch.scope()) {
            float[] logits =
                pass.advance(1, List.of(torch.tensor(new long[] {id}, 1, 1))).get(0).toFloats();
            assertThat(logits).containsExactly(plain.read(id), within(1e-5f));
          }
        }
        assertThat(pass.length()).isEqualTo(TinyModels.CONTEXT);
      }
    }
  }
}
