package dev.hydrant.trainer.lm.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.lm.LanguageModelContract;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What holds of every diffusion language model: each position sees the whole row, and the way back
 * ends in tokens.
 */
public abstract class DiffusionContract<M extends Denoiser> extends LanguageModelContract<M> {
  @Override
  protected Objective objective(M model, Tensor ids, Tensor targets, Phase phase) {
    return model.objective(ids, phase);
  }

  /** The usual logits of reference losses: rows of four places, six states. */
  protected static Tensor referenceLogits(EagerTorch torch) {
    return Fill.tensor(torch, 'x', 3, 4, 6);
  }

  @Test
  void every_position_sees_the_whole_row() {
    inDoublePrecision(
        (torch, model, weights) -> {
          long[] row = ids(torch, 8, vocabulary(), 1, length()).toLongs();
          Tensor level = torch.tensor(new double[] {0.4}, 1, 1);
          Tensor before = model.logits(torch.tensor(row, 1, length()), level);
          row[length() / 2] = (row[length() / 2] + 1) % vocabulary();
          Tensor after = model.logits(torch.tensor(row, 1, length()), level);
          for (int t = 0; t < length(); t++) {
            assertThat(after.select(1, t).sub(before.select(1, t)).abs().amax().item())
                .isGreaterThan(1e-9);
          }
        });
  }

  @Test
  void the_way_back_keeps_what_is_given_and_ends_in_tokens() {
    inDoublePrecision(
        (torch, model, weights) -> {
          assertThat(model.reverse(3).steps()).isBetween(3, 4);
          ReverseProcess process = model.reverse(0);
          SplittableRandom random = new SplittableRandom(3);
          for (double temperature : new double[] {1, 0}) {
            SamplingOptions options = new SamplingOptions(1, temperature, 5, 0.9, 3);
            long[] row = new long[length()];
            Arrays.setAll(row, i -> i < 2 ? i + 4 : process.noise(random));
            NoisySequence draft = new NoisySequence(torch, options, random, row, 2);
            for (int step = 0; step < process.steps(); step++) {
              long[] before = row.clone();
              int now = step;
              torch.noGrad(
                  () -> {
                    process.step(draft, now);
                    return null;
                  });
              if (model.states().hasMask()) {
                for (int i = 0; i < row.length; i++) {
                  boolean wasToken = before[i] != model.states().mask();
                  assertThat(!wasToken || row[i] == before[i]).as("a token stays").isTrue();
                }
              }
            }
            assertThat(row).startsWith(4, 5);
            assertThat(Arrays.stream(row).allMatch(s -> s >= 0 && s < model.states().tokens()))
                .as("no noise is left")
                .isTrue();
          }
        });
  }
}
