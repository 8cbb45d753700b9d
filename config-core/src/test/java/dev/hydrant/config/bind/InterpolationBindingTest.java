package dev.hydrant.config.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.schema.Default;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolationBindingTest {
  sealed interface Part {
    record Wheel(@Default("4") int spokes) implements Part {}
  }

  record Job(int size, List<Integer> sizes, @Default("wheel") Part part) {}

  private static final Origin HERE = new Origin("a.yaml", 1, 1);

  private static Node reference(String text) {
    return new InterpolationNode(() -> text, HERE);
  }

  private static final MapNode TREE =
      new MapNode(
          Map.of(
              "size", reference("${a}"),
              "sizes", new ListNode(List.of(reference("${b}")), HERE),
              "part", new MapNode(Map.of("type", reference("${c}")), HERE)),
          HERE);

  @Test
  void interpolationsAreResolvedWhereTheyStand() {
    Map<String, Object> values = Map.of("x.size", 3L, "x.sizes[0]", 5L, "x.part.type", "wheel");
    Interpolations resolved = path -> new ScalarNode(values.get(path.toString()), HERE);
    assertThat(Binder.bind(TREE, NodePath.of(null, "x"), Job.class, resolved))
        .isEqualTo(new Job(3, List.of(5), new Part.Wheel(4)));
  }

  @Test
  void allThatCannotBeResolvedIsReportedWithTheOtherProblems() {
    Interpolations dangling =
        path -> {
          if (path.key().equals("size")) {
            return new ScalarNode("wide", HERE);
          }
          throw new InterpolationException("no key for " + path, HERE, List.of("near"));
        };
    assertThatThrownBy(() -> Binder.bind(TREE, null, Job.class, dangling))
        .hasMessage(
            """
            3 problems in the configuration
              size: expected an integer, got 'wide'
                  at a.yaml:1:1
              sizes.0: no key for sizes[0]
                  at a.yaml:1:1
                  Did you mean 'near'?
              part.type: no key for part.type
                  at a.yaml:1:1
                  Did you mean 'near'?\
            """);
  }

  @Test
  void aTreeThatIsStillComposedMayHaveThem() {
    assertThat(Binder.check(TREE, null, Job.class)).isEmpty();
  }
}
