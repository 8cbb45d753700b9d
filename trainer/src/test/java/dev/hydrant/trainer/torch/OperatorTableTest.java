package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operator of the table: types, recorded values, gradients. */
class OperatorTableTest {
  private static final List<Class<?>> TABLES =
      List.of(
          PointwiseOps.class,
          GateOps.class,
          CompareOps.class,
          ReduceOps.class,
          ShapeOps.class,
          IndexOps.class,
          ProductOps.class,
          DistanceOps.class,
          GroupOps.class,
          NetOps.class,
          PoolOps.class,
          RowOps.class,
          ScanOps.class);

  private static EagerTorch torch;

  @BeforeAll
  static void open() {
    torch = EagerTorch.open(Device.cpu(), DType.FLOAT64);
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  @TestFactory
  Stream<DynamicTest> typesValuesAndGradients() {
    return OperatorCases.all(torch).stream().map(c -> dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(OperatorCases.Case c) {
    try (Scope s = torch.scope()) {
      GradientCheck.run(torch, c.function(), c.inputs());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(c.name() + ": " + e.getMessage(), e);
    }
  }

  @Test
  void noOperatorIsLeftOut() throws IllegalAccessException {
    Set<String> used = new TreeSet<>();
    for (OperatorCases.Case c : OperatorCases.all(torch)) {
      Trace trace = new Trace(torch);
      List<Tensor> in = new ArrayList<>();
      c.inputs().forEach(t -> in.add(trace.parameter(t.type())));
      Tensor y = c.function().apply(in);
      if (y.dtype().isFloating()) {
        trace.program().backward(y.sin().sum(), i -> c.inputs().get(i).dtype().isFloating());
      }
      trace.nodes().stream().filter(n -> n.op != null).forEach(n -> used.add(n.op.name()));
    }
    Set<String> missing = new TreeSet<>();
    for (Class<?> table : TABLES) {
      for (Field f : table.getDeclaredFields()) {
        if (Modifier.isStatic(f.getModifiers()) && f.getType() == Op.class) {
          missing.add(((Op) f.get(null)).name());
        }
      }
    }
    missing.removeAll(used);
    assertThat(missing).isEmpty();
  }
}
