package dev.hydrant.config.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class DumpConformanceTest {
  @TestFactory
  Stream<DynamicNode> a_tree_is_written_as_hydra_writes_it() {
    return ConformanceTests.of("dump");
  }
}
