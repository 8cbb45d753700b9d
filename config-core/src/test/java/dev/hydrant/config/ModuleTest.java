package dev.hydrant.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a module: compiled as one, and used by a program that is one. */
class ModuleTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** A class of each jar that the module needs. */
  private static final List<Class<?>> LIBRARIES =
      List.of(
          com.fasterxml.jackson.annotation.JsonProperty.class,
          com.fasterxml.jackson.core.JsonFactory.class,
          com.fasterxml.jackson.databind.ObjectMapper.class,
          com.fasterxml.jackson.dataformat.yaml.YAMLFactory.class,
          org.yaml.snakeyaml.Yaml.class,
          com.typesafe.config.Config.class,
          org.hipparchus.util.FastMath.class,
          org.hipparchus.optim.OptimizationData.class,
          picocli.CommandLine.class,
          org.slf4j.Logger.class,
          ch.qos.logback.core.Appender.class,
          ch.qos.logback.classic.Logger.class);

  @TempDir private static Path dir;
  private static List<Diagnostic<? extends JavaFileObject>> found;

  @BeforeAll
  static void compileTheModule() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
      found = compile(sources, "hydrant", libraries());
    }
    copyResources();
  }

  @Test
  void everything_in_a_public_signature_is_exported_or_required_transitively() {
    assertThat(found)
        .filteredOn(d -> d.getCode().startsWith("compiler.warn.leaks"))
        .extracting(ModuleTest::text)
        .isEmpty();
  }

  @Test
  void a_program_that_is_a_module_composes_and_binds() throws Exception {
    Path program = Files.createDirectories(dir.resolve("program"));
    Files.writeString(
        program.resolve("module-info.java"),
        """
        module program {
          requires dev.hydrant.config;
          opens program to dev.hydrant.config;
        }
        """);
    Files.writeString(
        program.resolve("Main.java"),
        """
        package program;

        import dev.hydrant.config.Composer;
        import dev.hydrant.config.Composition;
        import dev.hydrant.config.TypedYaml;
        import dev.hydrant.config.node.ScalarNode;
        import dev.hydrant.config.schema.Range;

        public class Main {
          record Job(@Range(min = 1) int width, String name) {}

          public static void main(String[] overrides) {
            Composition config =
                Composer.builder()
                    .config("config.yaml", "width: 2\\nname: w${width}\\n")
                    .build()
                    .compose("config", java.util.List.of(overrides));
            System.out.println(config.as(Job.class));
            System.out.println(((ScalarNode) config.at("width").node()).origin());
            System.out.println(config.toConfig().getInt("width"));
            System.out.print(TypedYaml.write(config.as(Job.class)));
          }
        }
        """);
    assertThat(
            compile(
                List.of(program.resolve("module-info.java"), program.resolve("Main.java")),
                "out",
                path("hydrant") + File.pathSeparator + libraries()))
        .extracting(ModuleTest::text)
        .isEmpty();

    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                String.join(File.pathSeparator, path("out"), path("hydrant"), libraries()),
                "--module",
                "program/program.Main",
                "width=3")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .containsExactly(
            "Job[width=3, name=w3]", "override 'width=3'", "3", "width: 3", "name: w3");
  }

  private static String path(String name) {
    return dir.resolve(name).toString();
  }

  private static String libraries() {
    return LIBRARIES.stream()
        .map(c -> Path.of(uri(c)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URI uri(Class<?> of) {
    try {
      return of.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Errors fail; warnings are returned. */
  private static List<Diagnostic<? extends JavaFileObject>> compile(
      List<Path> sources, String out, String modulePath) throws IOException {
    DiagnosticCollector<JavaFileObject> all = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(all, null, UTF_8)) {
      boolean fine =
          COMPILER
              .getTask(
                  null,
                  files,
                  all,
                  List.of(
                      "-Xlint:exports",
                      "-XDignore.symbol.file",
                      "-proc:none",
                      "-d",
                      Files.createDirectories(dir.resolve(out)).toString(),
                      "--module-path",
                      modulePath),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(fine).as(() -> all.getDiagnostics().toString()).isTrue();
    }
    return new ArrayList<>(all.getDiagnostics());
  }

  private static String text(Diagnostic<? extends JavaFileObject> found) {
    return found.toString() + found.getMessage(Locale.ROOT);
  }

  /** What lies beside the classes in the jar. */
  private static void copyResources() throws IOException {
    Path resources = Path.of("src/main/resources");
    if (!Files.isDirectory(resources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(resources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = dir.resolve("hydrant").resolve(resources.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }
}
