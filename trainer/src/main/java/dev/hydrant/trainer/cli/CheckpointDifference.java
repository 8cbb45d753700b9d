package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.program.AppFacts.StateDifference;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How two checkpoints differ: their step and metrics, and their weights by name, type and shape, or
 * else by the largest absolute difference of an element.
 */
final class CheckpointDifference {
  private static final String NOTHING = "nothing";
  private final List<StateDifference> found = new ArrayList<>();

  private CheckpointDifference() {}

  static List<StateDifference> of(Path left, Path right) {
    CheckpointDifference difference = new CheckpointDifference();
    difference.compare(Checkpoint.open(left), Checkpoint.open(right));
    return difference.found;
  }

  private void compare(Checkpoint left, Checkpoint right) {
    note("step", left.step(), right.step());
    Map<String, Double> before = left.manifest().metrics();
    Map<String, Double> after = right.manifest().metrics();
    names(before.keySet(), after.keySet()).forEach(m -> note(m, before.get(m), after.get(m)));
    try (SafeTensorsReader a = left.tensors("model");
        SafeTensorsReader b = right.tensors("model")) {
      for (String name : names(a.tensors().keySet(), b.tensors().keySet())) {
        compare(name, a, b);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the weights cannot be read", e);
    }
  }

  private void compare(String name, SafeTensorsReader left, SafeTensorsReader right)
      throws IOException {
    String before = describe(left.tensors().get(name));
    String after = describe(right.tensors().get(name));
    if (!before.equals(after)) {
      note(name, before, after);
      return;
    }
    ByteBuffer a = left.bytes(name).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer b = right.bytes(name).order(ByteOrder.LITTLE_ENDIAN);
    if (!a.equals(b)) {
      String most = most(left.tensors().get(name).type(), a, b);
      found.add(new StateDifference(name, before, "same shape, " + most));
    }
  }

  private static String most(ElementType type, ByteBuffer a, ByteBuffer b) {
    double most = 0;
    while (a.remaining() >= type.bytes()) {
      double difference =
          switch (type) {
            case F64 -> Math.abs(a.getDouble() - b.getDouble());
            case F32 -> Math.abs((double) a.getFloat() - b.getFloat());
            case BF16 -> Math.abs(bfloat(a.getShort()) - bfloat(b.getShort()));
            default -> Double.NaN;
          };
      if (Double.isNaN(difference)) {
        return "other contents";
      }
      most = Math.max(most, difference);
    }
    return String.format(Locale.ROOT, "largest difference %.3g", most);
  }

  private static double bfloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  private void note(String name, Object left, Object right) {
    if (!Objects.equals(left, right)) {
      found.add(new StateDifference(name, text(left), text(right)));
    }
  }

  private static String text(Object value) {
    return value == null ? NOTHING : value.toString();
  }

  private static String describe(TensorInfo tensor) {
    return tensor == null
        ? NOTHING
        : tensor.type().name().toLowerCase(Locale.ROOT) + tensor.shape();
  }

  private static Set<String> names(Set<String> left, Set<String> right) {
    Set<String> names = new TreeSet<>(left);
    names.addAll(right);
    return names;
  }
}
