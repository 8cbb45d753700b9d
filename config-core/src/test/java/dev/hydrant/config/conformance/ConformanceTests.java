package dev.hydrant.config.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes one test of every case of a kind: those of the test resources, and those of Hydra's own
 * suite where its folder is there ({@code ../shared/conformance/hydra_suite} beside the project).
 */
public final class ConformanceTests {
  private static final List<String> RESOURCES =
      List.of(
          "cli.jsonl",
          "compose.jsonl",
          "compose_random.jsonl",
          "dump_random.jsonl",
          "override.jsonl",
          "override_random.jsonl",
          "resolve.jsonl",
          "resolve_random.jsonl",
          "sweep.jsonl",
          "sweep_random.jsonl",
          "yaml.jsonl");

  private ConformanceTests() {}

  /** The tests of one kind, grouped by file and topic. */
  public static Stream<DynamicNode> of(String kind) {
    return of(kind, c -> true);
  }

  /** The tests of some cases of a kind, grouped by file and topic. */
  public static Stream<DynamicNode> of(String kind, Predicate<ConformanceCase> wanted) {
    Answerer answerer = Answerers.of(kind).orElseThrow();
    List<DynamicNode> groups = new ArrayList<>();
    for (String name : RESOURCES) {
      if (name.startsWith(kind) || name.equals("yaml.jsonl")) {
        add(groups, name, ConformanceCase.resource(name), kind, wanted, answerer);
      }
    }
    Path suite = suite();
    if (Files.isDirectory(suite)) {
      try (Stream<Path> files = Files.list(suite)) {
        files
            .filter(file -> file.toString().endsWith(".jsonl"))
            .sorted()
            .forEach(
                file ->
                    add(
                        groups,
                        "suite/" + file.getFileName(),
                        ConformanceCase.read(file),
                        kind,
                        wanted,
                        answerer));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return groups.stream();
  }

  private static void add(
      List<DynamicNode> groups,
      String name,
      List<ConformanceCase> cases,
      String kind,
      Predicate<ConformanceCase> wanted,
      Answerer answerer) {
    List<DynamicTest> tests =
        cases.stream()
            .filter(c -> c.kind().equals(kind))
            .filter(wanted)
            .map(c -> test(c, answerer))
            .toList();
    if (!tests.isEmpty()) {
      groups.add(DynamicContainer.dynamicContainer(name, tests));
    }
  }

  private static DynamicTest test(ConformanceCase c, Answerer answerer) {
    return DynamicTest.dynamicTest(c.id(), () -> check(c, answerer.answer(c)));
  }

  private static void check(ConformanceCase c, Map<String, Object> result) {
    Optional<String> difference = Verdict.differs(c, result);
    String reason = Exceptions.reasons().get(c.id());
    if (reason == null && difference.isPresent()) {
      fail(difference.get() + "\nin " + Json.write(c.json()));
    }
    if (reason != null && difference.isEmpty()) {
      fail(c.id() + " passes: take it off exceptions.txt");
    }
  }

  /** Where Hydra's own suite lies: beside the project, whatever module the tests run in. */
  public static Path suite() {
    Path root = Path.of("").toAbsolutePath();
    if (!Files.isDirectory(root.resolve("config-core"))) {
      root = root.getParent();
    }
    return root.resolve(System.getProperty("hydrant.shared", "../shared"))
        .resolve("conformance/hydra_suite")
        .normalize();
  }
}
