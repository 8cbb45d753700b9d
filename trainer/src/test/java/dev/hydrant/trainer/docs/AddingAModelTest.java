package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** docs/adding-a-model.md: its files compile, its model trains as it says, and its test passes. */
@DisabledOnOs(OS.WINDOWS)
class AddingAModelTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final String PACKAGE = "dev/hydrant/trainer/prices/";

  @TempDir static Path dir;
  private static String page;
  private static ClassLoader before;
  private static URLClassLoader loader;

  @BeforeAll
  static void followThePage() throws IOException {
    page = Files.readString(Path.of("..", "docs", "adding-a-model.md"));
    Path classes = dir.resolve("classes");
    compile(write(sources(), dir.resolve("src")), classes);
    Path service = classes.resolve("META-INF/services").resolve(ModelAdapter.class.getName());
    Files.createDirectories(service.getParent());
    Files.writeString(service, block("```text\n(.*?)```"));
    before = Thread.currentThread().getContextClassLoader();
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterAll
  static void forgetIt() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  /** The Java files by name. */
  private static Map<String, String> sources() {
    Map<String, String> files = new LinkedHashMap<>();
    Pattern.compile("`(\\w+\\.java)`[^\\n]*:\\n\\n```java\\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .forEach(m -> files.put(m.group(1), m.group(2)));
    assertThat(files.keySet()).contains("PricesAdapter.java", "PricesContractTest.java");
    assertThat(files).hasSize(page.split("```java", -1).length - 1);
    return files;
  }

  private static String block(String pattern) {
    var found = Pattern.compile("(?m)^" + pattern, Pattern.DOTALL).matcher(page);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private static List<String> write(Map<String, String> sources, Path root) throws IOException {
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, String> e : sources.entrySet()) {
      Path file = root.resolve(PACKAGE + e.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, e.getValue()).toString());
    }
    return files;
  }

  private static void compile(List<String> files, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        new ArrayList<>(List.of("-proc:none", "-parameters", "-d", classes.toString()));
    options.addAll(List.of("-cp", System.getProperty("java.class.path")));
    options.addAll(files);
    assertThat(compiler.run(null, null, null, options.toArray(String[]::new))).isZero();
  }

  @Test
  void the_config_of_the_page_trains_on_its_table() throws IOException, InterruptedException {
    Path home = Files.createDirectories(dir.resolve("home"));
    Process table =
        new ProcessBuilder("sh", "-c", block("```sh\n(.*?)```")).directory(home.toFile()).start();
    assertThat(table.waitFor()).isZero();
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.copy(CONF.resolve("engine.yaml"), conf.resolve("engine.yaml"));
    for (String group : List.of("logger", "hydra/help")) {
      Files.createDirectories(conf.resolve(group));
      try (Stream<Path> files = Files.list(CONF.resolve(group))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(file, conf.resolve(group).resolve(file.getFileName().toString()));
        }
      }
    }
    Files.writeString(conf.resolve("prices.yaml"), block("```yaml\n(.*?)```"));
    List<String> here = List.of("model_cfg.table=" + home.resolve("houses.csv"));
    MapNode tree =
        Composer.builder().searchPath(conf.toString()).build().compose("prices", here).resolved();

    Path run = home.resolve("run");
    Runs.Outcome outcome = Runs.train(run, tree);

    assertThat(outcome.out()).contains("validation correlation");
    assertThat(outcome.progress()).contains("epoch 20.00");
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    assertThat(rows.get(rows.size() - 1).values().get("val_correlation")).isBetween(0.985, 1.0);
    assertThat(rows.get(rows.size() - 1).values()).containsKey("val_absolute_error");
    assertThat(Runs.checkpoint(run, rows.size()).resolve("facts.json")).exists();
  }

  /** The test methods of the page's own test. */
  @TestFactory
  List<DynamicTest> the_test_of_the_page_passes() throws ReflectiveOperationException {
    Class<?> test = loader.loadClass("dev.hydrant.trainer.prices.PricesContractTest");
    List<DynamicTest> all = new ArrayList<>();
    for (Class<?> c = test; c != Object.class; c = c.getSuperclass()) {
      Arrays.stream(c.getDeclaredMethods())
          .filter(m -> m.isAnnotationPresent(Test.class))
          .map(m -> DynamicTest.dynamicTest(m.getName(), () -> run(test, m)))
          .forEach(all::add);
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(6);
    return all;
  }

  private static void run(Class<?> test, Method method) throws Throwable {
    Object instance = test.getConstructor().newInstance();
    for (Class<?> c = test; c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.isAnnotationPresent(TempDir.class)) {
          field.setAccessible(true);
          field.set(instance, Files.createTempDirectory(dir, method.getName()));
        }
      }
    }
    method.setAccessible(true);
    try {
      method.invoke(instance);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
