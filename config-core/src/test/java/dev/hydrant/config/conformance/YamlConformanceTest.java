package dev.hydrant.config.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class YamlConformanceTest {
  @TestFactory
  Stream<DynamicNode> a_text_is_read_as_hydra_reads_it() {
    return ConformanceTests.of("yaml");
  }
}
