package dev.hydrant.trainer.torch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostMemoryTest {
  private static final double[] REALS = {0.1, -3, 1e-40, 16777217, Double.POSITIVE_INFINITY};

  @Test
  void reals_have_the_precision_of_the_backend() {
    try (EagerTorch torch = EagerTorch.cpu();
        EagerTorch exact = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      assertThat(exact.tensor(REALS, 5).toDoubles()).containsExactly(REALS);
      float[] floats = {0.1f, -3, 1e-40f, 16777216, Float.POSITIVE_INFINITY};
      assertThat(torch.tensor(REALS, 5).type()).isEqualTo(new TensorType(DType.FLOAT32, 5));
      assertThat(torch.tensor(REALS, 5).toFloats()).containsExactly(floats);
      assertThat(torch.tensor(floats, 5).toFloats()).containsExactly(floats);
      assertThat(exact.tensor(floats, 5).type()).isEqualTo(new TensorType(DType.FLOAT64, 5));
      assertThat(exact.tensor(floats, 5).toDoubles())
          .containsExactly(0.1f, -3, 1e-40f, 16777216, Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void integers_are_kept_to_the_last_bit() {
    long[] values = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 1, (1L << 53) + 1, 7};
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor t = torch.tensor(values, 2, 3);
      assertThat(t.type()).isEqualTo(new TensorType(DType.INT64, 2, 3));
      assertThat(t.toLongs()).containsExactly(values);
    }
  }

  @Test
  void no_values_make_an_empty_tensor() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      assertThat(torch.tensor(new double[0], 0, 3).type())
          .isEqualTo(new TensorType(DType.FLOAT32, 0, 3));
      assertThat(torch.tensor(new float[0], 0).toFloats()).isEmpty();
      assertThat(torch.tensor(new long[0], 0).toLongs()).isEmpty();
    }
  }

  @Test
  void later_changes_of_the_array_are_not_seen() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      double[] values = {1, 2};
      Tensor t = torch.tensor(values, 2);
      values[0] = 5;
      assertThat(t.toDoubles()).containsExactly(1, 2);
    }
  }

  @Test
  void values_that_do_not_fill_a_shape_are_refused() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      assertThatThrownBy(() -> HostMemory.copy(root(torch), new long[3], 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("3 values of 8 bytes do not fill an array of 32 bytes");
      assertThatThrownBy(() -> HostMemory.copy(root(torch), DType.FLOAT32, new double[5], 4))
          .hasMessage("5 values of 4 bytes do not fill an array of 16 bytes");
    }
  }

  private static PtNDManager root(EagerTorch torch) {
    return (PtNDManager) torch.manager();
  }

  /** Views of tensors made from the heap, made in scopes that are closed. */
  private static List<Tensor> views(EagerTorch torch, int n, Function<EagerTorch, Tensor> make) {
    return IntStream.range(0, n).<Tensor>mapToObj(i -> view(torch, make)).toList();
  }

  private static Tensor view(EagerTorch torch, Function<EagerTorch, Tensor> make) {
    try (Scope s = torch.scope()) {
      return s.keep(make.apply(torch).view(-1));
    }
  }

  private static void overwriteWhatIsFree(int bytes) {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      System.gc();
      for (int i = 0; i < 200; i++) {
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes);
        while (memory.hasRemaining()) {
          memory.put((byte) 0x41);
        }
        taken.add(memory);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 500, 9_000})
  void a_view_keeps_the_values_when_the_tensor_it_was_made_of_is_gone(int n) {
    long[] whole = LongStream.range(0, n).toArray();
    double[] real = LongStream.range(0, n).mapToDouble(i -> i + 0.25).toArray();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      List<Tensor> integers = views(torch, 20, t -> t.tensor(whole, 1, n));
      List<Tensor> reals = views(torch, 20, t -> t.tensor(real, 1, n));
      List<Tensor> constants = views(torch, 20, t -> t.constant(() -> t.tensor(real, n)));
      overwriteWhatIsFree(n * Double.BYTES);
      assertThat(integers).allSatisfy(t -> assertThat(t.toLongs()).isEqualTo(whole));
      assertThat(reals).allSatisfy(t -> assertThat(t.toDoubles()).isEqualTo(real));
      assertThat(constants).allSatisfy(t -> assertThat(t.toDoubles()).isEqualTo(real));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void a_program_keeps_its_constants_when_the_scope_it_was_compiled_in_is_gone(DType type) {
    int n = 2_000;
    double[] real = LongStream.range(0, n).mapToDouble(i -> i / 8.0).toArray();
    long[] whole = LongStream.range(0, n).toArray();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type);
        TensorList none = new TensorList(List.of());
        Program program = compiled(torch, real, whole)) {
      overwriteWhatIsFree(n * Double.BYTES);
      List<Tensor> out = program.run(List.of(), none, none, 0);
      assertThat(out.get(0).toDoubles()).isEqualTo(real);
      assertThat(out.get(1).toLongs()).isEqualTo(whole);
    }
  }

  private static Program compiled(EagerTorch torch, double[] real, long[] whole) {
    try (Scope s = torch.scope()) {
      Trace trace = new Trace(torch);
      return trace
          .program()
          .output(trace.tensor(real, real.length).mul(1))
          .output(trace.tensor(whole, whole.length).mul(1))
          .compile(torch);
    }
  }

  @Test
  void nothing_lends_memory_of_the_jvm_to_libtorch() {
    DescribedPredicate<JavaMethodCall> lends =
        DescribedPredicate.describe(
            "that lends a buffer",
            call ->
                call.getTargetOwner().isAssignableTo(NDManager.class)
                        && call.getName().startsWith("create")
                    || call.getTargetOwner().isAssignableTo(NDArray.class)
                        && call.getName().equals("set")
                    || call.getName().equals("createNdFromByteBuffer"));
    noClasses()
        .should()
        .callMethodWhere(lends)
        .check(new ClassFileImporter().importUrl(mainClasses()));
  }

  private static URL mainClasses() {
    return HostMemory.class.getProtectionDomain().getCodeSource().getLocation();
  }
}
