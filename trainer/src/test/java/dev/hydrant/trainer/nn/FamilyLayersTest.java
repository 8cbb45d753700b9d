package dev.hydrant.trainer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What models of images, sets and derivations need beside language models. */
class FamilyLayersTest {
  private static void inDoublePrecision(Consumer<EagerTorch> test) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      test.accept(torch);
    }
  }

  @Test
  void recurrent_layers_with_one_input_for_all_steps_equal_those_with_copies_of_it() {
    inDoublePrecision(
        torch -> {
          Gru gru = new Gru(4, 5, 3);
          Weights.create(torch, gru, 1);
          Tensor x = Fill.tensor(torch, 'x', 2, 3, 4);
          Tensor start = Fill.tensor(torch, 'm', 3, 3, 5);
          List<Tensor> states = List.of(start, start, start);
          Tensor copies = x.unsqueeze(0).expand(7, 3, 4);
          assertThat(gru.repeated(x, 7, states, 0, null).toDoubles())
              .containsExactly(
                  gru.forward(copies.contiguous(), states, 0, null).toDoubles(), within(1e-12));
        });
  }

  @Test
  void of_equal_values_the_first_is_the_largest_and_the_smallest() {
    inDoublePrecision(
        torch -> {
          Tensor x = torch.tensor(new double[] {1, 3, 3, 1, 2, 2, 2, 2, 0, 5, 0, 5}, 3, 4);
          assertThat(x.argmax(1).toLongs()).containsExactly(1, 0, 1);
          assertThat(x.argmin(1).toLongs()).containsExactly(0, 0, 0);
        });
  }

  @Test
  void the_distance_of_a_point_to_itself_has_gradient_zero() {
    inDoublePrecision(
        torch -> {
          Tensor x = torch.leaf(torch.tensor(new double[] {1, 2, 4, 6}, 2, 2));
          Tensor fixed = torch.tensor(new double[] {1, 2}, 1, 2);
          Tensor sum = x.cdist(fixed).sum();
          assertThat(torch.gradients(sum, List.of(x)).get(0).toDoubles())
              .containsExactly(new double[] {0, 0, 0.6, 0.8}, within(1e-12));
        });
  }
}
