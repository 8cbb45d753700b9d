package dev.hydrant.config.sweep;

import dev.hydrant.config.conformance.ConformanceTests;
import dev.hydrant.config.conformance.SweepAnswerer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class SweepConformanceTest {
  @TestFactory
  Stream<DynamicNode> everySweepIsSplitAsInHydra() {
    return ConformanceTests.of("sweep", SweepAnswerer::isSplit);
  }
}
