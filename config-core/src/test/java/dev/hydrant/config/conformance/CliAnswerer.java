package dev.hydrant.config.conformance;

import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.config.format.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Answers calls of a program that prints its config, run in this JVM. Files that Hydra does not
 * write are left out: those by which sweeps are resumed and reported, and the list of input files.
 */
final class CliAnswerer implements Answerer {
  private static final Set<String> OWN =
      Set.of(
          "inputs",
          "status.json",
          ".status.lock",
          ".sweep.lock",
          "sweep.csv",
          "sweep.yaml",
          "sweep.html",
          "jobs.jsonl",
          "goal.json");

  @Override
  public Map<String, Object> answer(ConformanceCase c) throws Exception {
    try (CaseFiles files = CaseFiles.lay(c)) {
      return answer(c, files);
    }
  }

  private static Map<String, Object> answer(ConformanceCase c, CaseFiles files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> env = new LinkedHashMap<>();
    c.env().forEach((key, value) -> env.put(key, files.text(value)));
    Path cwd = files.dir().resolve("cwd");
    HydrantApp app =
        HydrantApp.builder(
                (config, context) -> {
                  context
                      .out()
                      .print(c.flag("app_resolve") ? config.toResolvedYaml() : config.toYaml());
                  return Map.of();
                })
            .name("app")
            .version("Hydra 1.3.5")
            .configPath(c.flag("no_config_path") ? null : files.dir().resolve("conf").toString())
            .configName(c.string("config_name"))
            .composer(b -> b.formats(Format.YAML).withoutSecrets())
            .workingDirectory(cwd)
            .environment(env)
            .streams(stream(out), stream(err))
            .build();
    int rc = app.execute(files.strings(c, "argv").toArray(new String[0]));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rc", (long) rc);
    result.put("stdout", files.plain(stamped(out.toString(StandardCharsets.UTF_8))));
    result.put("stderr", files.plain(err.toString(StandardCharsets.UTF_8)));
    if (c.expect().isEmpty() || c.expect().containsKey("outputs")) {
      result.put("outputs", outputs(c, cwd));
    }
    return result;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String stamped(String text) {
    return text.replaceAll("\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}]", "[<STAMP>]");
  }

  /** The files in the working directory, in the order in which the case names them. */
  private static Map<String, Object> outputs(ConformanceCase c, Path cwd) throws IOException {
    Map<String, Object> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(cwd)) {
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = file.getFileName().toString();
        if (!OWN.contains(name)) {
          boolean compared = List.of("config.yaml", "overrides.yaml").contains(name);
          found.put(
              cwd.relativize(file)
                  .toString()
                  .replaceAll("\\d{4}-\\d\\d-\\d\\d/\\d\\d-\\d\\d-\\d\\d", "<DATE>/<TIME>"),
              compared ? Files.readString(file) : null);
        }
      }
    }
    Map<String, Object> ordered = new LinkedHashMap<>();
    if (c.expect().get("outputs") instanceof Map<?, ?> wanted) {
      for (Object name : wanted.keySet()) {
        if (found.containsKey(name)) {
          ordered.put((String) name, found.remove(name));
        }
      }
    }
    ordered.putAll(found);
    return ordered;
  }
}
