package dev.hydrant.config.bench;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with JMH's own command line, and measures the memory of compositions.
 *
 * <pre>
 * mvn -q -pl config-core test-compile exec:java -Dexec.classpathScope=test \\
 *     -Dexec.mainClass=dev.hydrant.config.bench.BenchMain -Dexec.args="Compose -prof gc"
 * </pre>
 */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] arguments) throws Exception {
    shareClassPathWithForks();
    ChainedOptionsBuilder options =
        new OptionsBuilder().parent(new CommandLineOptions(arguments)).shouldFailOnError(true);
    new Runner(options.build()).run();
    for (String tree : List.of("small", "large")) {
      System.out.printf(
          "retained by one composition of %s: %,d bytes%n",
          tree, RetainedMemory.bytes(tree, 2_000));
    }
  }

  /** Under Maven the classes come from a loader of their own, which forked JVMs do not see. */
  private static void shareClassPathWithForks() throws Exception {
    if (BenchMain.class.getClassLoader() instanceof URLClassLoader loader) {
      List<String> path = new ArrayList<>();
      for (URL url : loader.getURLs()) {
        path.add(new File(url.toURI()).getPath());
      }
      System.setProperty("java.class.path", String.join(File.pathSeparator, path));
    }
  }
}
