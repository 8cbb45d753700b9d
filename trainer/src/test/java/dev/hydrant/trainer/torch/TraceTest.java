package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final TensorType MATRIX = new TensorType(DType.FLOAT32, 2, 3);

  private static Trace trace() {
    return new Trace(DType.FLOAT32, "cpu");
  }

  @Test
  void recordsWithoutRunningAnything() {
    Trace t = trace();
    Tensor y = t.input(MATRIX).exp().sum(1);
    assertThat(y.type()).isEqualTo(new TensorType(DType.FLOAT32, 2));
    assertThat(t.program().output(y).source()).contains("torch.exp(inputs[0])");
  }

  @Test
  void namesTheLineOfAnArgumentThatDoesNotFit() {
    Tensor x = trace().input(MATRIX);
    assertThatThrownBy(() -> x.mm(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mm[float32[2, 3], float32[2, 3]]: inner sizes 3 and 2 differ")
        .hasMessageContaining("TraceTest.java:");
  }

  @Test
  void saysThatValuesAreUnknown() {
    Tensor x = trace().input(MATRIX).exp();
    assertThatThrownBy(x::toDoubles)
        .isInstanceOf(NotTraceableException.class)
        .hasMessageContaining("exp at TraceTest.java:");
  }

  @Test
  void dropsWhatNobodyReads() {
    Trace t = trace();
    Tensor x = t.input(MATRIX);
    x.log();
    assertThat(t.program().output(x.exp()).source()).doesNotContain("log");
  }

  @Test
  void overwritesAnOperandOnlyAfterItsLastUse() {
    Trace t = trace();
    Tensor x = t.input(MATRIX);
    Tensor a = x.exp();
    Tensor b = a.sin();
    Tensor c = a.cos();
    String s = t.program().output(b.add(c)).source();
    assertThat(s).contains("torch.sin(").contains("torch.cos_(").contains("torch.add_(");
    assertThat(s).doesNotContain("exp_(");
  }

  @Test
  void neverOverwritesAnInputOrAView() {
    Trace t = trace();
    Tensor x = t.input(MATRIX);
    assertThat(t.program().output(x.view(3, 2).exp().add(x.view(3, 2))).source())
        .doesNotContain("exp_(");
    Tensor y = x.exp();
    assertThat(t.program().output(y.slice(1, 0, 2).neg()).output(y).source())
        .doesNotContain("neg_(");
  }

  @Test
  void foldsConstantsOfTheBackwardPass() {
    Trace t = trace();
    Tensor w = t.parameter(MATRIX);
    String s = t.program().backward(w.mean().mul(3), i -> true).source();
    assertThat(s).doesNotContain("torch.mul(").contains("torch.full([2, 3], 0.5");
  }

  @Test
  void anErrorInTheScriptNamesTheLineThatRecordedIt() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Trace t = new Trace(torch);
      Tensor table = t.input(MATRIX);
      Tensor ids = t.input(new TensorType(DType.INT64, 1));
      Program p = t.program().output(table.embedding(ids)).compile(torch);
      try (p;
          TensorList none = new TensorList(List.of())) {
        ScriptException e =
            catchThrowableOfType(
                ScriptException.class,
                () ->
                    p.run(
                        List.of(torch.zeros(2, 3), torch.tensor(new long[] {7}, 1)),
                        none,
                        none,
                        0));
        assertThat(e).hasMessageContaining("index out of range").hasMessageContaining("TraceTest");
        assertThat(e.place()).startsWith("TraceTest.java:");
      }
    }
  }

  @Test
  void refusesInputsOfAnotherType() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Trace t = new Trace(torch);
      Program p = t.program().output(t.input(MATRIX).exp()).compile(torch);
      try (p;
          TensorList none = new TensorList(List.of())) {
        assertThatThrownBy(() -> p.run(List.of(torch.zeros(3, 2)), none, none, 0))
            .hasMessage("Input 0 must be float32[2, 3], got float32[3, 2]");
      }
    }
  }

  @Test
  void randomNumbersDependOnSeedStreamStepAndOrderAlone() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      torch.randomKey(1, 5);
      double[] a = torch.random("noise").normal(8).toDoubles();
      double[] b = torch.random("noise").normal(8).toDoubles();
      double[] other = torch.random("dropout").normal(8).toDoubles();
      assertThat(b).isNotEqualTo(a);
      assertThat(other).isNotEqualTo(a);
      torch.randomKey(1, 6);
      assertThat(torch.random("noise").normal(8).toDoubles()).isNotEqualTo(a);
      torch.randomKey(1, 5);
      assertThat(torch.random("noise").normal(8).toDoubles()).isEqualTo(a);

      Trace t = new Trace(torch);
      Tensor first = t.random("noise").normal(8);
      Tensor second = t.random("noise").normal(8);
      try (Program p = t.program().output(first).output(second).compile(torch);
          TensorList none = new TensorList(List.of())) {
        torch.randomKey(1, 5);
        List<Tensor> out = p.run(List.of(), none, none, 0);
        assertThat(out.get(0).toDoubles()).isEqualTo(a);
        assertThat(out.get(1).toDoubles()).isEqualTo(b);
      }
    }
  }

  @Test
  void halfPrecisionNeverCrossesToDjl() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor half = torch.ones(2, 2).to(DType.BFLOAT16);
      assertThat(half.mm(half).to(DType.FLOAT32).toDoubles()).containsOnly(2.0);
      assertThat(half.toDoubles()).containsOnly(1.0);
      assertThatThrownBy(() -> ((EagerTensor) half).toNDArray())
          .hasMessageContaining("convert them first");
    }
  }

  @Test
  void computesAMarkedPartAgainInTheBackwardPassWhereThatIsWanted() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      assertThat(exponentials(new Trace(torch))).isEqualTo(1);
      torch.recompute(true);
      assertThat(exponentials(new Trace(torch))).isEqualTo(2);
    }
  }

  private static int exponentials(Trace t) {
    Tensor w = t.parameter(MATRIX);
    Tensor y = Torch.recompute(x -> x.exp().sin().tanh(), w);
    String s = t.program().backward(y.square().sum(), i -> true).source();
    return s.split("torch.exp", -1).length - 1;
  }
}
