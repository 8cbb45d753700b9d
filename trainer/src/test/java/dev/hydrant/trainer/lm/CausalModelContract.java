package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import org.junit.jupiter.api.Test;

/**
 * What holds of every language model that predicts the next token: nothing is seen of the future,
 * and the loss is the cross entropy of the logits.
 *
 * @param <M> the model's module
 */
public abstract class CausalModelContract<M extends Module> extends LanguageModelContract<M> {
  /** Logits as in evaluation, {@code [B, T, V]}, of ids {@code [B, T]}. */
  protected abstract Tensor logits(M model, Tensor ids);

  /** Mean cross entropy of the next token, of ids and targets, both {@code [B, T]}. */
  protected abstract Tensor loss(M model, Tensor ids, Tensor targets);

  @Override
  protected Objective objective(M model, Tensor ids, Tensor targets, Phase phase) {
    return new Objective(loss(model, ids, targets));
  }

  @Test
  void no_position_sees_the_future_and_all_later_ones_see_a_change() {
    inDoublePrecision(
        (torch, model, weights) -> {
          int n = length();
          long[] row = ids(torch, 8, vocabulary(), 1, n).toLongs();
          Tensor before = logits(model, torch.tensor(row, 1, n));
          for (int changed : new int[] {0, n / 2, n - 1}) {
            long[] other = row.clone();
            other[changed] = (other[changed] + 1) % vocabulary();
            Tensor after = logits(model, torch.tensor(other, 1, n));
            for (int t = 0; t < n; t++) {
              double difference = after.select(1, t).sub(before.select(1, t)).abs().amax().item();
              if (t < changed) {
                assertThat(difference).as("%d sees %d", t, changed).isLessThan(1e-12);
              } else if (t == changed) {
                assertThat(difference).as("%d sees itself", t).isGreaterThan(1e-9);
              }
            }
            assertThat(after.select(1, n - 1).sub(before.select(1, n - 1)).abs().amax().item())
                .as("the last sees %d", changed)
                .isGreaterThan(1e-9);
          }
        });
  }

  @Test
  void rows_of_a_batch_do_not_see_each_other() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor both = ids(torch, 8, vocabulary(), 2, length());
          Tensor one = logits(model, both.slice(0, 1, 2).contiguous());
          assertThat(logits(model, both).slice(0, 1, 2).contiguous().toDoubles())
              .containsExactly(one.toDoubles(), within(1e-12));
        });
  }

  @Test
  void the_loss_is_the_cross_entropy_of_the_logits() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor ids = ids(torch, 8, vocabulary(), 2, length());
          Tensor targets = ids(torch, 9, vocabulary(), 2, length());
          assertThat(loss(model, ids, targets).item())
              .isCloseTo(logits(model, ids).crossEntropy(targets).item(), within(1e-10));
        });
  }
}
