package dev.hydrant.config.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One recorded question to Hydra with its answer.
 *
 * @param json the whole case as plain ordered values
 * @param folder where the case file lies, so that {@code files_ref} can be found; null for class
 *     path resources
 */
public record ConformanceCase(Map<String, Object> json, Path folder) {
  public String id() {
    return (String) json.get("id");
  }

  public String kind() {
    return (String) json.get("kind");
  }

  public String topic() {
    return (String) json.get("topic");
  }

  /** The environment variables of the case; nothing else may be visible to it. */
  public Map<String, String> env() {
    Map<String, String> env = map("env");
    return env == null ? Map.of() : env;
  }

  /** What Hydra answered; empty for a case that only asks. */
  public Map<String, Object> expect() {
    Map<String, Object> expect = map("expect");
    return expect == null ? Map.of() : expect;
  }

  public String string(String key) {
    return (String) json.get(key);
  }

  public boolean flag(String key) {
    return Boolean.TRUE.equals(json.get(key));
  }

  /** A list of strings, empty when absent. */
  @SuppressWarnings("unchecked")
  public List<String> strings(String key) {
    List<String> list = (List<String>) json.get(key);
    return list == null ? List.of() : list;
  }

  /** A mapping, null when absent. */
  @SuppressWarnings("unchecked")
  public <V> Map<String, V> map(String key) {
    return (Map<String, V>) json.get(key);
  }

  /** Reads a case file, one JSON object a line. */
  public static List<ConformanceCase> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader, file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a case file of the test resources. */
  public static List<ConformanceCase> resource(String name) {
    try (InputStream in = ConformanceCase.class.getResourceAsStream("/conformance/" + name)) {
      return read(new InputStreamReader(in, StandardCharsets.UTF_8), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<ConformanceCase> read(Reader reader, Path folder) throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    BufferedReader lines = new BufferedReader(reader);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        cases.add(new ConformanceCase((Map<String, Object>) Json.parse(line), folder));
      }
    }
    return cases;
  }
}
