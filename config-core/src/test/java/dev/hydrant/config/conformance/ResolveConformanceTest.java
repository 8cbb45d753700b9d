package dev.hydrant.config.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class ResolveConformanceTest {
  @TestFactory
  Stream<DynamicNode> interpolations_resolve_as_in_omegaconf() {
    return ConformanceTests.of("resolve");
  }
}
