package dev.hydrant.config.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodePathTest {
  @Test
  void rendersKeysWithDotsAndIndicesInBrackets() {
    NodePath item = NodePath.of(NodePath.of(NodePath.of(null, "a"), 0), 1);
    assertThat(NodePath.of(item, "b")).hasToString("a[0][1].b");
    assertThat(NodePath.of(NodePath.of(null, 0), "x")).hasToString("[0].x");
    assertThat(NodePath.render(null)).isEmpty();
  }
}
