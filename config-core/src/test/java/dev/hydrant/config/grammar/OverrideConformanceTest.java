package dev.hydrant.config.grammar;

import dev.hydrant.config.conformance.ConformanceTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class OverrideConformanceTest {
  @TestFactory
  Stream<DynamicNode> everyOverrideParsesAsInHydra() {
    return ConformanceTests.of("override");
  }
}
