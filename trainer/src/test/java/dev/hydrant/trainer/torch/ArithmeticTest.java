package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The operations that a recorded operator counts, forward and with its gradients. */
class ArithmeticTest {
  private final Trace t = new Trace(DType.FLOAT32, "cpu");

  private Tensor weight(long... shape) {
    return t.parameter(new TensorType(DType.FLOAT32, shape));
  }

  private Tensor input(long... shape) {
    return t.input(new TensorType(DType.FLOAT32, shape));
  }

  private Tensor ids(long... shape) {
    return t.input(new TensorType(DType.INT64, shape));
  }

  private long forward(Tensor y) {
    return t.program().output(y).cost().flops();
  }

  /** With the gradients by all weights. */
  private long both(Tensor y) {
    return t.program().backward(y.square().sum(), i -> true).cost().flops();
  }

  @Test
  void products() {
    assertThat(forward(input(3, 4).mm(input(4, 5)))).isEqualTo(2 * 3 * 4 * 5);
    assertThat(forward(input(7, 1, 3, 4).matmul(input(2, 4, 5)))).isEqualTo(2 * 14 * 3 * 4 * 5);
    assertThat(forward(input(2, 3, 4).linear(input(5, 4)))).isEqualTo(2 * 6 * 4 * 5);
    assertThat(both(weight(3, 4).mm(weight(4, 5)))).isEqualTo(3 * 2 * 3 * 4 * 5);
    assertThat(forward(input(2, 3, 4).cdist(input(2, 5, 4)))).isEqualTo(2 * 2 * 3 * 5 * 4);
  }

  @Test
  void sums_over_letters_join_two_tensors_at_a_time() {
    assertThat(forward(Torch.einsum("ij->i", input(3, 4)))).isZero();
    assertThat(forward(Torch.einsum("ij,jk->ik", input(3, 4), input(4, 5))))
        .isEqualTo(2 * 3 * 4 * 5);
    assertThat(forward(Torch.einsum("ij,jk,kl->il", input(3, 4), input(4, 5), input(5, 6))))
        .isEqualTo(2 * (3 * 4 * 5 + 3 * 5 * 6));
    // m is in one tensor alone, and summed before.
    assertThat(forward(Torch.einsum("ijm,jk->ik", input(3, 4, 9), input(4, 5))))
        .isEqualTo(2 * 3 * 4 * 5);
  }

  @Test
  void products_of_runs_of_rows_count_each_row_once() {
    Tensor y = weight(10, 4).groupedLinear(weight(3, 5, 4), ids(3));
    assertThat(forward(y)).isEqualTo(2 * 10 * 4 * 5);
    assertThat(both(y)).isEqualTo(3 * 2 * 10 * 4 * 5);
  }

  @Test
  void convolutions() {
    Tensor y = weight(2, 4, 10).conv(weight(6, 2, 3), null, 1, 1, 1, 2);
    assertThat(forward(y)).isEqualTo(2 * (2 * 6 * 10) * (2 * 3));
    assertThat(both(y)).isEqualTo(3 * forward(y));
    Tensor z = weight(2, 4, 10).convTransposed(weight(4, 3, 3), null, 1, 0, 1, 2);
    assertThat(forward(z)).isEqualTo(2 * (2 * 4 * 10) * (3 * 3));
    // PyTorch's gradient goes forward again.
    assertThat(both(z)).isEqualTo(4 * forward(z));
    Tensor rows = weight(2, 7, 4).convRows(weight(6, 4, 5), null);
    assertThat(forward(rows)).isEqualTo(2 * (2 * 7) * (6 * 4 * 5));
    assertThat(both(rows)).isEqualTo(3 * forward(rows));
  }

  @Test
  void recurrences() {
    Tensor x = weight(2, 7, 3);
    assertThat(forward(x.linearScan(input(2, 7, 3)))).isEqualTo(2 * 42);
    assertThat(both(x.linearScan(input(2, 7, 3)))).isEqualTo(5 * 42);
    Tensor y =
        weight(7, 2, 3).gru(input(2, 5), weight(15, 3), weight(15, 5), weight(15), weight(15));
    assertThat(forward(y)).isEqualTo(2 * 14 * 15 * (3 + 5));
    assertThat(both(y)).isEqualTo(3 * forward(y));
  }

  @Test
  void losses_that_hold_no_logits() {
    long product = 2 * 100 * 4 * 50;
    Tensor x = weight(100, 4);
    Tensor w = weight(50, 4);
    Tensor loss = x.linearCrossEntropy(w, ids(100), 0);
    assertThat(forward(loss)).isEqualTo(product);
    assertThat(both(loss)).isEqualTo(3 * product);
    Tensor keep = t.input(new TensorType(DType.BOOL, 100));
    var all = x.linearRows(w, 50, ids(100, 1), keep, null, null);
    assertThat(forward(all.logsumexp())).isEqualTo(product);
    assertThat(both(all.logsumexp())).isEqualTo(4 * product);
    var third = x.linearRows(w, 49, ids(100, 1), keep, 0.3, null, null);
    assertThat(both(third.logsumexp())).isEqualTo(4 * 2 * 30 * 4 * 49);
  }
}
