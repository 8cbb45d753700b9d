package dev.hydrant.trainer.vqvae.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * Reads the archives of {@code torch.save} by the description of pickle's protocol 2, as far as
 * tensors, maps, lists and numbers need it; anything else is an error.
 */
public final class PickleReader {
  /** A tensor that was read. */
  public record Read(String type, byte[] bytes, List<Object> shape, List<Object> strides) {
    /** Its numbers, where they are of {@code torch.float32}. */
    public float[] floats() {
      if (!type.equals("torch.FloatStorage")) {
        throw new AssertionError(type);
      }
      float[] out = new float[bytes.length / 4];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
      return out;
    }
  }

  private record Global(String name) {}

  private static final Object MARK = new Object();

  private final ZipFile zip;
  private final String folder;
  private final Deque<Object> stack = new ArrayDeque<>();

  private PickleReader(ZipFile zip, String folder) {
    this.zip = zip;
    this.folder = folder;
  }

  /** The value in an archive. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> read(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String pickle =
          zip.stream().map(e -> e.getName()).filter(n -> n.endsWith("/data.pkl")).findFirst().get();
      String folder = pickle.substring(0, pickle.length() - "data.pkl".length());
      return (Map<String, Object>) new PickleReader(zip, folder).value();
    }
  }

  private byte[] entry(String name) throws IOException {
    return zip.getInputStream(zip.getEntry(folder + name)).readAllBytes();
  }

  private List<Object> toMark() {
    List<Object> items = new ArrayList<>();
    for (Object item = stack.pop(); item != MARK; item = stack.pop()) {
      items.add(item == NONE ? null : item);
    }
    Collections.reverse(items);
    return items;
  }

  private static final Object NONE = new Object();

  private static String line(ByteBuffer in) {
    StringBuilder text = new StringBuilder();
    for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
      text.append(c);
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private Object value() throws IOException {
    ByteBuffer in = ByteBuffer.wrap(entry("data.pkl")).order(ByteOrder.LITTLE_ENDIAN);
    while (true) {
      int code = in.get() & 0xff;
      switch (code) {
        case 0x80 -> check(in.get() == 2);
        case '}' -> stack.push(new LinkedHashMap<>());
        case ']' -> stack.push(new ArrayList<>());
        case '(' -> stack.push(MARK);
        case ')' -> stack.push(List.of());
        case 't' -> stack.push(toMark());
        case 'N' -> stack.push(NONE);
        case 0x88 -> stack.push(true);
        case 0x89 -> stack.push(false);
        case 'K' -> stack.push((long) (in.get() & 0xff));
        case 'J' -> stack.push((long) in.getInt());
        case 0x8a -> {
          check(in.get() == 8);
          stack.push(in.getLong());
        }
        case 'G' -> {
          stack.push(in.order(ByteOrder.BIG_ENDIAN).getDouble());
          in.order(ByteOrder.LITTLE_ENDIAN);
        }
        case 'X' -> {
          byte[] utf8 = new byte[in.getInt()];
          in.get(utf8);
          stack.push(new String(utf8, StandardCharsets.UTF_8));
        }
        case 'c' -> stack.push(new Global(line(in) + "." + line(in)));
        case 'Q' -> {
          List<Object> id = (List<Object>) stack.pop();
          check(id.get(0).equals("storage") && id.get(3).equals("cpu"));
          byte[] bytes = entry("data/" + id.get(2));
          stack.push(new Read(((Global) id.get(1)).name(), bytes, List.of(), List.of()));
        }
        case 'R' -> {
          List<Object> arguments = (List<Object>) stack.pop();
          stack.push(call(((Global) stack.pop()).name(), arguments));
        }
        case 'u' -> {
          List<Object> items = toMark();
          Map<Object, Object> map = (Map<Object, Object>) stack.peek();
          for (int i = 0; i < items.size(); i += 2) {
            map.put(items.get(i), items.get(i + 1));
          }
        }
        case 'e' -> {
          List<Object> items = toMark();
          ((List<Object>) stack.peek()).addAll(items);
        }
        case '.' -> {
          check(!in.hasRemaining() && stack.size() == 1);
          return stack.pop();
        }
        default -> throw new AssertionError("code " + code);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Object call(String name, List<Object> arguments) {
    if (name.equals("collections.OrderedDict")) {
      return new LinkedHashMap<>();
    }
    check(name.equals("torch._utils._rebuild_tensor_v2") && arguments.get(1).equals(0L));
    Read storage = (Read) arguments.get(0);
    return new Read(
        storage.type(),
        storage.bytes(),
        (List<Object>) arguments.get(2),
        (List<Object>) arguments.get(3));
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("no such pickle");
    }
  }
}
