package dev.hydrant.trainer.lm.mtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.LanguageModelContract;
import dev.hydrant.trainer.lm.currentbest.AttentionWindow;
import dev.hydrant.trainer.lm.currentbest.CurrentBest;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds of both kinds of multi-token prediction. */
abstract class MtpTest extends LanguageModelContract<MtpModel> {
  /** Kinds of trunk and output in the fixture. */
  static final String TRUNK = "mmm" + "gmgmmm".repeat(4) + "g" + "m";

  abstract MtpModel create(MtpConfig config);

  /** How many tokens prediction k may see beyond its position. */
  abstract int sight(int k);

  /** The first loss in units of ln V, for n predictions. */
  abstract double firstLoss(int n);

  static MtpConfig config(int v, int layers, int width, int tokens, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("vocab_size", v);
    values.put("num_layers", layers);
    values.put("model_dim", width);
    values.put("num_heads", 2);
    values.put("eos_id", 12);
    values.put("n_mtp_tokens", tokens);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return RecordSchema.of(MtpConfig.class).bind(values);
  }

  /** Parameters in the order of the fixture: skip weights behind the blocks. */
  static List<Parameter> order(MtpModel model) {
    List<Parameter> order = new ArrayList<>(model.parameters());
    order.add(27, order.remove(0));
    return order;
  }

  static AttentionWindow window(Tensor ids) {
    return AttentionWindow.of(config(13, 4, 8, 1).trunk(), Map.of(), ids);
  }

  static double[] losses(MtpModel model, Tensor inputs, Tensor targets) {
    return model.losses(inputs, targets, window(inputs)).stream()
        .mapToDouble(Tensor::item)
        .toArray();
  }

  @Override
  protected MtpModel tiny() {
    return create(config(12, 4, 8, 3, "mtp_lambda", 0.3));
  }

  @Override
  protected MtpModel small() {
    return create(config(12, 2, 64, 2, "eos_id", 99));
  }

  /** A row of six and the two tokens beyond it. */
  @Override
  protected int length() {
    return 8;
  }

  @Override
  protected int longRow() {
    return 257;
  }

  @Override
  protected int vocabulary() {
    return 12;
  }

  /** Of all predictions together, of which the first has about a half. */
  @Override
  protected double learnedLoss() {
    return 0.5;
  }

  @Override
  protected Objective objective(MtpModel model, Tensor ids, Tensor targets, Phase phase) {
    return MtpTraining.objective(model, ids, targets, window(ids), phase);
  }

  @Test
  void one_token_is_current_best() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MtpConfig c = config(12, 4, 8, 1);
      MtpModel model = create(c);
      CurrentBest plain = new CurrentBest(c.trunk());
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      Weights copied = Weights.create(torch, plain, 1);
      Map<String, Parameter> byName = new LinkedHashMap<>();
      model.parameters().forEach(p -> byName.put(p.name(), p));
      plain.parameters().forEach(p -> copied.set(p, byName.remove(p.name())));
      assertThat(byName).isEmpty();
      Tensor ids = ids(torch, 1, 12, 2, 6);
      Tensor targets = ids(torch, 2, 12, 2, 6);
      Tensor loss = objective(model, ids, targets, Phase.TRAIN).loss();
      Tensor expected = plain.loss(ids, targets, window(ids));
      assertThat(loss.item()).isEqualTo(expected.item());
      assertThat(model.nextLogits(ids, window(ids)).toDoubles())
          .containsExactly(plain.nextLogits(ids, window(ids)).toDoubles());
      List<Tensor> gradients = torch.gradients(loss, weights.trainable());
      List<Tensor> expectedGradients = torch.gradients(expected, copied.trainable());
      for (int i = 0; i < gradients.size(); i++) {
        assertThat(gradients.get(i).toDoubles())
            .containsExactly(expectedGradients.get(i).toDoubles());
      }
    }
  }

  @Test
  void starts_at_the_entropy_of_the_padded_vocabulary() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (int n : new int[] {2, 3}) {
        MtpModel model = create(config(50257, 2, 8, n, "num_value_embeds", 0));
        Weights.create(torch, model, 3);
        Tensor ids = ids(torch, 1, 50257, 1, 9);
        assertThat(objective(model, ids, ids, Phase.TRAIN).loss().item())
            .isCloseTo(firstLoss(n) * Math.log(50304), within(1e-5));
        assertThat(objective(model, ids, ids, Phase.VALIDATION).loss().item())
            .isCloseTo(Math.log(50304), within(1e-5));
      }
    }
  }

  @Test
  void a_prediction_sees_no_further_than_it_may() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor inputs = ids(torch, 1, 12, 1, 8);
          List<MtpModel.Prediction> before = model.predictions(inputs, window(inputs));
          for (int changed = 0; changed < 8; changed++) {
            long[] row = inputs.toLongs();
            row[changed] = (row[changed] + 1) % 12;
            Tensor other = torch.tensor(row, 1, 8);
            List<MtpModel.Prediction> after = model.predictions(other, window(other));
            for (int k = 0; k < 3; k++) {
              Tensor moved = after.get(k).hidden().sub(before.get(k).hidden()).abs();
              for (int i = 0; i < 6; i++) {
                double most = moved.select(1, i).amax().item();
                String what = "prediction " + k + " at " + i + " and token " + changed;
                if (changed > i + sight(k)) {
                  assertThat(most).as(what).isLessThan(1e-12);
                } else if (changed == i + sight(k)) {
                  assertThat(most).as(what).isGreaterThan(1e-9);
                }
              }
            }
          }
        });
  }

  @Test
  void prediction_k_is_judged_by_the_token_at_k_plus_one() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor inputs = ids(torch, 1, 12, 2, 8);
          long[] after = inputs.slice(1, 1, 8).contiguous().toLongs();
          Tensor targets = inputs.roll(-1, 1);
          assertThat(after).hasSize(14);
          List<MtpModel.Prediction> p = model.predictions(inputs, window(inputs));
          double[] losses = losses(model, inputs, targets);
          // Position i of prediction k is judged by token i + k + 1 of the inputs themselves.
          for (int k = 0; k < 2; k++) {
            Tensor logits = model.logits(p.get(k).hidden(), p.get(k).weight());
            Tensor own = inputs.slice(1, k + 1, k + 7).contiguous();
            assertThat(losses[k]).isCloseTo(logits.crossEntropy(own).item(), within(1e-10));
          }
        });
  }

  @Test
  void the_last_token_of_a_row_is_predicted_without_tokens_beyond_it() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor inputs = ids(torch, 1, 12, 1, 8);
          MtpModel.Prediction p = model.predictions(inputs, window(inputs)).get(0);
          Tensor row = inputs.slice(1, 0, 6).contiguous();
          assertThat(model.nextLogits(row, window(row)).toDoubles())
              .containsExactly(
                  model.logits(p.hidden().select(1, 5), p.weight()).toDoubles(), within(1e-10));
        });
  }

  static void matches(MtpModel model, EagerTorch torch, double tolerance, double... expected) {
    Tensor inputs = Golden.row(torch, 3, 1, 12, 1, 5, 9, 2);
    Tensor targets = Golden.row(torch, 1, 12, 1, 5, 9, 2, 6);
    double[] losses = losses(model, inputs, targets);
    assertThat(losses[0]).isCloseTo(expected[0], within(tolerance));
    assertThat(losses[1]).isCloseTo(expected[1], within(tolerance));
    assertThat(
            MtpTraining.objective(model, inputs, targets, window(inputs), Phase.TRAIN)
                .loss()
                .item())
        .isCloseTo(expected[2], within(tolerance));
  }
}
