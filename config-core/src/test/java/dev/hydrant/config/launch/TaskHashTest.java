package dev.hydrant.config.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskHashTest {
  private static Node scalar(Object value) {
    return new ScalarNode(value, Origin.of("test"));
  }

  private static Node map(Object... keysAndValues) {
    var entries = new LinkedHashMap<Object, Node>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put(keysAndValues[i], (Node) keysAndValues[i + 1]);
    }
    return new MapNode(entries, Origin.BUILTIN);
  }

  @Test
  void keyOrderAndOriginsDoNotMatter() {
    Node one = map("a", scalar(1L), "b", scalar("x"));
    Node two = map("b", new ScalarNode("x", Origin.BUILTIN), "a", scalar(1L));
    assertThat(TaskHash.of(one)).isEqualTo(TaskHash.of(two)).matches("[0-9a-f]{16}");
  }

  @Test
  void typesNestingAndListOrderMatter() {
    assertThat(
            List.of(
                TaskHash.of(map("a", scalar(1L))),
                TaskHash.of(map("a", scalar(1.0))),
                TaskHash.of(map("a", scalar("1"))),
                TaskHash.of(map(1L, scalar("a"))),
                TaskHash.of(map("1", scalar("a"))),
                TaskHash.of(map("a", scalar(null))),
                TaskHash.of(map("a", scalar("null"))),
                TaskHash.of(map("a", map("b", scalar(1L)), "c", scalar(2L))),
                TaskHash.of(map("a", map("b", scalar(1L), "c", scalar(2L)))),
                TaskHash.of(new ListNode(List.of(scalar(1L), scalar(2L)), Origin.BUILTIN)),
                TaskHash.of(new ListNode(List.of(scalar(2L), scalar(1L)), Origin.BUILTIN))))
        .doesNotHaveDuplicates();
  }
}
