package dev.hydrant.config.app;

import dev.hydrant.config.conformance.ConformanceTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class CliConformanceTest {
  @TestFactory
  Stream<DynamicNode> the_command_line_is_hydras() {
    return ConformanceTests.of("cli");
  }
}
