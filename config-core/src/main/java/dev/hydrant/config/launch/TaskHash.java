package dev.hydrant.config.launch;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Identifies a job by what it computes: a hash of its resolved configuration without the {@code
 * hydra} node. Key order, comments and the spelling of the overrides do not matter; types do.
 */
public final class TaskHash {
  private static final int HEX_DIGITS = 16;

  private TaskHash() {}

  /** The hash of a resolved tree, 16 hexadecimal digits. */
  public static String of(Node resolved) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, resolved);
      return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, Node node) {
    if (node instanceof MapNode map) {
      List<Map.Entry<Object, Node>> entries =
          map.entries().entrySet().stream()
              .sorted(
                  Comparator.comparing((Map.Entry<Object, Node> e) -> e.getKey().toString())
                      .thenComparing(e -> e.getKey().getClass().getName()))
              .toList();
      add(digest, "map", Integer.toString(entries.size()));
      for (Map.Entry<Object, Node> e : entries) {
        add(digest, e.getKey().getClass().getSimpleName(), e.getKey().toString());
        add(digest, e.getValue());
      }
    } else if (node instanceof ListNode list) {
      add(digest, "list", Integer.toString(list.items().size()));
      list.items().forEach(item -> add(digest, item));
    } else if (node instanceof ScalarNode scalar) {
      Object v = scalar.value();
      String text = v instanceof byte[] b ? HexFormat.of().formatHex(b) : String.valueOf(v);
      add(digest, v == null ? "null" : v.getClass().getSimpleName(), text);
    } else if (node instanceof InterpolationNode i) {
      add(digest, "interpolation", i.interpolation().text());
    } else if (node instanceof MissingNode) {
      add(digest, "missing", "");
    }
  }

  /** Lengths go before texts, so that no two trees give the same bytes. */
  private static void add(MessageDigest digest, String kind, String text) {
    for (String s : List.of(kind, text)) {
      byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      digest.update(bytes);
    }
  }
}
