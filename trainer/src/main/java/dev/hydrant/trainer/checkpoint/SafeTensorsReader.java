package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a safetensors file, tensor by tensor. The header is checked in full before any tensor is
 * handed out: types, shapes, and offsets that cover the file without gap or overlap.
 */
public final class SafeTensorsReader implements Closeable {
  /** The format's own limit on the header. */
  private static final long MAX_HEADER = 100_000_000;

  private static final Set<String> ENTRY = Set.of("dtype", "shape", "data_offsets");
  private static final int PIECE = 1 << 22;

  private final Path file;
  private final SeekableByteChannel channel;
  private final long dataStart;
  private final Map<String, TensorInfo> tensors;
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafeTensorsReader(Path file, SeekableByteChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    if (channel.size() < 8) {
      throw bad("has " + channel.size() + " bytes, too few for a safetensors file");
    }
    long length = read(0, 8).getLong();
    if (length < 2 || length > Math.min(MAX_HEADER, channel.size() - 8)) {
      throw bad("states a header of " + length + " bytes in a file of " + channel.size());
    }
    this.dataStart = 8 + length;
    JsonNode root = Json.parse(read(8, (int) length).array(), "the header of " + file);
    if (!root.isObject()) {
      throw bad("has a header that is no JSON object");
    }
    this.tensors = Collections.unmodifiableMap(entries(root));
  }

  /** Opens and checks a file on disk. */
  public static SafeTensorsReader open(Path file) throws IOException {
    return open(file, new DiskStorage());
  }

  static SafeTensorsReader open(Path file, Storage storage) throws IOException {
    SeekableByteChannel channel = storage.open(file);
    try {
      return new SafeTensorsReader(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The tensors, in the order of the header. */
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  /** The free-form text entries of the header. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * Returns all bytes of a tensor, little-endian.
   *
   * @throws CheckpointException if there is no such tensor, or it exceeds one buffer (2 GB): use
   *     {@link #copy} for those
   */
  public ByteBuffer bytes(String name) throws IOException {
    TensorInfo t = info(name);
    if (t.bytes() > Integer.MAX_VALUE - 8) {
      throw bad("tensor '" + name + "' has " + t.bytes() + " bytes, too many for one buffer");
    }
    return read(dataStart + t.begin(), (int) t.bytes());
  }

  /** Hands over the bytes of a tensor of any size, piece by piece, little-endian. */
  public void copy(String name, TensorSource.Sink sink) throws IOException {
    TensorInfo t = info(name);
    for (long at = t.begin(); at < t.end(); at += PIECE) {
      sink.accept(read(dataStart + at, (int) Math.min(PIECE, t.end() - at)));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private TensorInfo info(String name) {
    TensorInfo t = tensors.get(name);
    if (t == null) {
      throw bad("has no tensor '" + name + "'");
    }
    return t;
  }

  private Map<String, TensorInfo> entries(JsonNode root) throws IOException {
    Map<String, TensorInfo> found = new LinkedHashMap<>();
    root.fields()
        .forEachRemaining(
            e -> {
              if (e.getKey().equals("__metadata__")) {
                readMetadata(e.getValue());
              } else {
                found.put(e.getKey(), entry(e.getKey(), e.getValue()));
              }
            });
    List<TensorInfo> byPlace = new ArrayList<>(found.values());
    byPlace.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    long at = 0;
    for (TensorInfo t : byPlace) {
      if (t.begin() != at) {
        throw bad("tensor '" + t.name() + "' begins at byte " + t.begin() + " instead of " + at);
      }
      at = t.end();
    }
    if (channel.size() != dataStart + at) {
      throw bad("has " + channel.size() + " bytes where its header describes " + (dataStart + at));
    }
    return found;
  }

  private void readMetadata(JsonNode node) {
    if (!node.isObject()) {
      throw bad("has __metadata__ that is no JSON object");
    }
    node.fields()
        .forEachRemaining(
            m -> {
              if (!m.getValue().isTextual()) {
                throw bad("has __metadata__ whose '" + m.getKey() + "' is no text");
              }
              metadata.put(m.getKey(), m.getValue().asText());
            });
  }

  private TensorInfo entry(String name, JsonNode node) {
    try {
      requireEntry(node);
      List<Long> shape = sizes(node.path("shape"), "shape");
      List<Long> offsets = sizes(node.path("data_offsets"), "data_offsets");
      if (offsets.size() != 2) {
        throw new IllegalArgumentException(
            "data_offsets are " + node.path("data_offsets") + ", not a begin and an end");
      }
      TensorInfo t =
          new TensorInfo(
              name,
              ElementType.named(node.path("dtype").asText()),
              shape,
              offsets.get(0),
              offsets.get(1));
      if (t.bytes() != TensorInfo.bytesOf(t.type(), shape)) {
        throw new IllegalArgumentException(
            t.bytes() + " bytes do not hold " + t.type() + " of shape " + shape);
      }
      return t;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw bad("tensor '" + name + "': " + e.getMessage());
    }
  }

  private static void requireEntry(JsonNode node) {
    if (!node.isObject() || !node.path("dtype").isTextual()) {
      throw new IllegalArgumentException("its entry is " + node + ", not a dtype and a place");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!ENTRY.contains(name)) {
                throw new IllegalArgumentException("its entry has a field '" + name + "'");
              }
            });
  }

  /** Whole numbers that fit a long, such as {@code [2, 3]}. */
  private static List<Long> sizes(JsonNode node, String what) {
    List<Long> sizes = new ArrayList<>();
    boolean sound = node.isArray();
    for (JsonNode d : node) {
      sound &= d.isIntegralNumber() && d.canConvertToLong();
      sizes.add(d.longValue());
    }
    if (!sound) {
      throw new IllegalArgumentException(
          what + " is " + (node.isMissingNode() ? "missing" : node + ", not a list of sizes"));
    }
    return sizes;
  }

  private ByteBuffer read(long at, int n) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(at);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw bad("ends at byte " + (at + buffer.position()) + "; it was cut short");
      }
    }
    return buffer.flip();
  }

  private CheckpointException bad(String fact) {
    return new CheckpointException(file + " " + fact);
  }
}
