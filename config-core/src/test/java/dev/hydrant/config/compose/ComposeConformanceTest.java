package dev.hydrant.config.compose;

import dev.hydrant.config.conformance.ConformanceTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class ComposeConformanceTest {
  @TestFactory
  Stream<DynamicNode> compositions_are_hydras() {
    return ConformanceTests.of("compose");
  }
}
