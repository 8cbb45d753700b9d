package dev.hydrant.config.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class MergeConformanceTest {
  @TestFactory
  Stream<DynamicNode> configs_merge_as_in_omegaconf() {
    return ConformanceTests.of("merge");
  }
}
