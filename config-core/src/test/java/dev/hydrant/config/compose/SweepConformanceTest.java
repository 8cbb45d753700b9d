package dev.hydrant.config.compose;

import dev.hydrant.config.conformance.ConformanceTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class SweepConformanceTest {
  @TestFactory
  Stream<DynamicNode> sweeps_are_hydras() {
    return ConformanceTests.of("sweep");
  }
}
