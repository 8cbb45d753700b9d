package dev.hydrant.config.conformance;

import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.config.app.JobResult;
import dev.hydrant.config.source.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs a program that prints its configuration, with the arguments of the case. */
final class CliAnswerer implements Answerer {
  @Override
  public Map<String, Object> answer(ConformanceCase c) throws Exception {
    try (CaseFiles files = CaseFiles.lay(c)) {
      return answer(c, files);
    }
  }

  private static Map<String, Object> answer(ConformanceCase c, CaseFiles files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
    HydrantApp app =
        HydrantApp.builder("app")
            .configPath(files.dir().resolve("conf").toString())
            .configName(c.string("config_name"))
            .composer(composer -> composer.formats(Format.YAML))
            .environment(c.env())
            .workingDirectory(files.dir().resolve("cwd"))
            .out(stdout)
            .err(new PrintStream(err, true, StandardCharsets.UTF_8))
            .job(
                context -> {
                  stdout.print(
                      c.flag("app_resolve")
                          ? context.config().toResolvedYaml()
                          : context.config().toYaml());
                  return JobResult.OK;
                })
            .build();
    int exit = app.run(files.strings(c, "argv").toArray(String[]::new));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rc", (long) exit);
    result.put("stdout", plain(out, files));
    result.put("stderr", plain(err, files));
    Map<String, Object> outputs = new LinkedHashMap<>();
    collect(files.dir().resolve("cwd"), files.dir().resolve("cwd"), outputs, files);
    if (!outputs.isEmpty()) {
      result.put("outputs", outputs);
    }
    return result;
  }

  private static Object plain(ByteArrayOutputStream text, CaseFiles files) {
    return files.plain(
        text.toString(StandardCharsets.UTF_8)
            .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}", "<STAMP>"));
  }

  /** Files before folders, each by name. */
  private static void collect(
      Path root, Path folder, Map<String, Object> outputs, CaseFiles files) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
        if (Files.isDirectory(path)) {
          folders.add(path);
        } else {
          String name =
              root.relativize(path)
                  .toString()
                  .replaceAll("\\d{4}-\\d\\d-\\d\\d/\\d\\d-\\d\\d-\\d\\d", "<DATE>/<TIME>");
          boolean text = name.endsWith("config.yaml") || name.endsWith("overrides.yaml");
          outputs.put(name, text ? files.plain(Files.readString(path)) : null);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folders.forEach(f -> collect(root, f, outputs, files));
  }
}
