package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitsPerByteTest {
  private static final int T = TinyModels.CONTEXT;

  static List<String> tokens() {
    return TinyModels.causal().stream().filter(t -> !t.equals("megabyte")).toList();
  }

  private static Map<String, Double> judged(
      TrainableModel model, EagerTorch torch, long[] inputs, long[] targets, Phase phase) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    batch.put(TokenFeed.INPUTS, torch.tensor(inputs, 1, inputs.length));
    batch.put(TokenFeed.TARGETS, torch.tensor(targets, 1, targets.length));
    batch.put("repetitions", torch.tensor(new long[3], 3));
    Objective o = model.loss(batch, phase);
    Map<String, Double> means = new LinkedHashMap<>();
    means.put("loss", o.loss().item());
    o.metrics().forEach((name, value) -> means.put(name, value.item()));
    return means;
  }

  /** The bytes of ids below 61 are single characters of ASCII, but for the id of documents. */
  private static long[] row(long... last) {
    long[] ids = new long[T - last.length];
    Arrays.setAll(ids, i -> 10 + i % 40);
    long[] row = Arrays.copyOf(ids, T);
    System.arraycopy(last, 0, row, ids.length, last.length);
    return row;
  }

  private static void zero(Weights weights, EagerTorch torch) {
    for (Parameter p : weights.trainable()) {
      weights.set(p, torch.zeros(p.shape()));
    }
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void a_model_that_knows_nothing_needs_the_bits_of_a_token_for_its_bytes(String type) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type);
      Weights weights = Weights.create(torch, model.module(), 1);
      zero(weights, torch);
      int ahead = type.endsWith("mtp") ? 2 : 0;
      long[] targets = Arrays.copyOf(row(), T + ahead);
      Map<String, Double> means = judged(model, torch, targets, targets, Phase.VALIDATION);
      boolean padded = List.of("current-best", "ngpt", "nsa").contains(type) || ahead > 0;
      double v = padded ? 128 : TinyModels.VOCABULARY;
      Map<String, Double> derived = model.derived(means);
      assertThat(derived.get("perplexity")).isCloseTo(v, within(1e-3));
      assertThat(derived.get("bits_per_byte")).isCloseTo(Math.log(v) / Math.log(2), within(1e-5));
      assertThat(means.get(BitsPerByte.BYTES_PER_TOKEN)).isCloseTo(1, within(1e-6));
      assertThat(judged(model, torch, targets, targets, Phase.TRAIN))
          .doesNotContainKey(BitsPerByte.BYTES_PER_TOKEN);
    }
  }

  @Test
  void the_bytes_are_those_of_the_text_that_was_predicted() {
    String text = "Häuser für zwei 家 und 🙂 Europeans";
    int[] ids = Unit.GPT2.encode(text);
    try (EagerTorch torch = EagerTorch.cpu()) {
      long[] all = Arrays.stream(ids).asLongStream().toArray();
      Objective o =
          BitsPerByte.GPT2.on(
              new Objective(torch.scalar(2)), torch.tensor(all, 1, all.length), Phase.VALIDATION);
      double bytes = text.getBytes(StandardCharsets.UTF_8).length;
      double each = o.metrics().get(BitsPerByte.BYTES_PER_TOKEN).item();
      assertThat(each).isCloseTo(bytes / ids.length, within(1e-6));
      Map<String, Double> derived =
          BitsPerByte.derived(Map.of("loss", 2.0, BitsPerByte.BYTES_PER_TOKEN, each));
      assertThat(derived.get("bits_per_byte"))
          .isCloseTo(2 * ids.length / Math.log(2) / bytes, within(1e-6));
      assertThat(derived.get("perplexity")).isCloseTo(Math.exp(2), within(1e-12));
    }
  }

  @Test
  void ids_that_are_no_text_have_no_bytes_but_count() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor ids = torch.tensor(new long[] {50256, 15496, 50257, 60000}, 1, 4);
      Objective o = BitsPerByte.GPT2.on(new Objective(torch.scalar(1)), ids, Phase.VALIDATION);
      assertThat(o.metrics().get(BitsPerByte.BYTES_PER_TOKEN).item())
          .isCloseTo("Hello".length() / 4.0, within(1e-6));
    }
  }

  @Test
  void megabyte_reports_bits_of_bytes_alone_and_leaves_padding_out() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of("megabyte");
      zero(Weights.create(torch, model.module(), 1), torch);
      long[] ids = row(258, 257, 257, 257);
      Map<String, Double> means = judged(model, torch, ids, ids, Phase.VALIDATION);
      Map<String, Double> derived = model.derived(means);
      double bits = Math.log(259) / Math.log(2) * (T - 3) / (T - 4);
      assertThat(derived).containsOnlyKeys("bits_per_byte");
      assertThat(derived.get("bits_per_byte")).isCloseTo(bits, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mdlm", "d3pm", "sedd"})
  void diffusion_models_report_bounds(String type) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of(type);
      Weights.create(torch, model.module(), 1);
      Map<String, Double> means = judged(model, torch, row(), row(), Phase.VALIDATION);
      Map<String, Double> derived = model.derived(means);
      double nats = means.get("nelbo");
      assertThat(derived).containsOnlyKeys("perplexity_bound", "bits_per_byte_bound");
      assertThat(derived.get("perplexity_bound")).isCloseTo(Math.exp(nats), within(1e-9));
      assertThat(derived.get("bits_per_byte_bound")).isCloseTo(nats / Math.log(2), within(1e-5));
    }
  }

  @Test
  void the_main_prediction_alone_counts_where_several_are_made() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel model = TinyModels.of("base-mtp");
      Weights.create(torch, model.module(), 1);
      long[] ids = Arrays.copyOf(row(), T + 2);
      ids[T] = 50256; // beyond the row: no part of what the first prediction is judged by
      ids[T + 1] = 50256;
      ids = Arrays.stream(ids).map(i -> Math.min(i, 60)).toArray();
      Map<String, Double> means = judged(model, torch, ids, ids, Phase.VALIDATION);
      assertThat(means.get("loss")).isEqualTo(means.get("loss_orig"));
      assertThat(model.derived(means).get("perplexity"))
          .isCloseTo(Math.exp(means.get("loss_orig")), within(1e-9));
    }
  }
}
