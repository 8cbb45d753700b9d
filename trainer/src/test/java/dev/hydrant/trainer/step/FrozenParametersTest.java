package dev.hydrant.trainer.step;

import static dev.hydrant.trainer.step.TinyTraining.ADAMW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.nn.BatchNorm;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Ema;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenParametersTest {
  /** An encoder of two layers with a buffer, and a head; the encoder may be frozen. */
  private static final class EncoderAndHead extends Module {
    final Linear first = new Linear(8, 8, Init.normal(0.5), null);
    final Linear second = new Linear(8, 8, Init.normal(0.5), null);
    final BatchNorm norm = new BatchNorm(8);
    final Linear head = new Linear(8, 3, Init.normal(0.5), null);

    EncoderAndHead(boolean frozen) {
      part("head", head);
      part("first", first);
      part("second", second);
      part("norm", norm);
      if (frozen) {
        first.freeze();
        second.freeze();
        norm.freeze();
      }
    }

    Objective loss(Map<String, Tensor> b, Phase phase) {
      Map<Parameter, Tensor> updates = new LinkedHashMap<>();
      Tensor h = second.forward(first.forward(b.get("x")).tanh());
      Tensor y = head.forward(norm.forward(h, phase == Phase.TRAIN ? updates : null));
      Objective o = new Objective(y.sub(1).square().mean());
      updates.forEach(o::update);
      return o;
    }
  }

  private static Map<String, double[]> values(Weights weights, Parameter.Kind kind) {
    return weights.parameters().stream()
        .filter(p -> p.kind() == kind)
        .collect(Collectors.toMap(Parameter::name, Tensor::toDoubles));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void training_leaves_every_bit_of_a_frozen_encoder_and_moves_the_rest(boolean recorded) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      EncoderAndHead model = new EncoderAndHead(true);
      Weights weights = Weights.create(torch, model, 3);
      Map<String, double[]> frozen = values(weights, Parameter.Kind.FROZEN);
      Map<String, double[]> learned = values(weights, Parameter.Kind.LEARNED);
      Map<String, double[]> buffers = values(weights, Parameter.Kind.BUFFER);
      assertThat(frozen)
          .containsOnlyKeys("first.weight", "second.weight", "norm.weight", "norm.bias");
      try (TrainStep step =
          recorded
              ? TrainStep.traced(weights, model::loss, ADAMW)
              : TrainStep.eager(weights, model::loss, ADAMW)) {
        for (int i = 1; i <= 5; i++) {
          Map<String, Tensor> batch = Map.of("x", torch.random("x" + i).normal(4, 8));
          step.train(List.of(batch), new StepSettings(i, 5, 1, ADAMW));
        }
        assertThat(step.state().gradient().numel()).isEqualTo(32); // 24, to the next 16
        assertThat(step.state().vectors().get("all/exp_avg").numel()).isEqualTo(32);
      }
      values(weights, Parameter.Kind.FROZEN)
          .forEach((name, v) -> assertThat(v).as(name).isEqualTo(frozen.get(name)));
      values(weights, Parameter.Kind.LEARNED)
          .forEach((name, v) -> assertThat(v).as(name).isNotEqualTo(learned.get(name)));
      values(weights, Parameter.Kind.BUFFER)
          .forEach((name, v) -> assertThat(v).as(name).isNotEqualTo(buffers.get(name)));
    }
  }

  /** Three products forward; backward one for each learned matrix and each input below it. */
  @Test
  void a_recorded_step_has_no_gradient_products_for_frozen_parts() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Map<String, Tensor> batch = Map.of("x", torch.ones(4, 8));
      EncoderAndHead whole = new EncoderAndHead(false);
      Weights all = Weights.create(torch, whole, 3);
      assertThat(StepRecording.work(all, whole::loss, batch, ADAMW).products()).hasSize(3 + 3 + 2);
      EncoderAndHead model = new EncoderAndHead(true);
      Weights some = Weights.create(torch, model, 3);
      StepWork work = StepRecording.work(some, model::loss, batch, ADAMW);
      assertThat(work.products()).hasSize(3 + 1);
      assertThat(work.cost().peakBytes())
          .isLessThan(StepRecording.work(all, whole::loss, batch, ADAMW).cost().peakBytes());
    }
  }

  @Test
  void the_head_learns_as_if_the_encoder_were_not_frozen_for_one_step() {
    double[][] heads = new double[2][];
    for (boolean frozen : new boolean[] {true, false}) {
      try (EagerTorch torch = EagerTorch.cpu()) {
        EncoderAndHead model = new EncoderAndHead(frozen);
        Weights weights = Weights.create(torch, model, 3);
        Map<String, Tensor> batch = Map.of("x", torch.linspace(-1, 1, 32).view(4, 8));
        try (TrainStep step = TrainStep.traced(weights, model::loss, ADAMW)) {
          step.train(List.of(batch), new StepSettings(1, 5, 0, ADAMW));
        }
        heads[frozen ? 0 : 1] = model.head.weight.toDoubles();
      }
    }
    assertThat(heads[0]).containsExactly(heads[1], within(1e-6));
  }

  @Test
  void averages_keep_no_copy_of_frozen_parts_and_swap_around_them() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      EncoderAndHead model = new EncoderAndHead(true);
      Weights weights = Weights.create(torch, model, 3);
      double[] before = model.first.weight.toDoubles();
      double[] head = model.head.weight.toDoubles();
      Ema ema = new Ema(weights);
      assertThat(ema.average().numel()).isEqualTo(32 + 16 + 16); // head, two buffers
      weights.set(model.head.weight, torch.zeros(3, 8));
      ema.swap();
      assertThat(model.head.weight.toDoubles()).isEqualTo(head);
      assertThat(model.first.weight.toDoubles()).isEqualTo(before);
    }
  }

  @Test
  void a_frozen_parameter_is_no_buffer_and_nothing_is_frozen_too_late() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      EncoderAndHead model = new EncoderAndHead(true);
      Weights.create(torch, model, 3);
      Objective o = new Objective(torch.scalar(1));
      assertThatThrownBy(() -> o.update(model.first.weight, torch.zeros(8, 8)))
          .hasMessage("first.weight is frozen, not a buffer");
      assertThatThrownBy(model.head::freeze)
          .hasMessage("freeze head.weight before the model's Weights are made");
    }
  }
}
