package dev.hydrant.config.app.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.Composer;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.UsageException;
import dev.hydrant.config.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schema}: JSON Schemas by which editors complete and check config files. */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of configs, or of all.",
      "A first line  # yaml-language-server: $schema=DIR/NAME.json  makes editors complete and"
          + " check a file."
    },
    mixinStandardHelpOptions = true)
public final class SchemaTool extends ConfigTool {
  @Parameters(paramLabel = "NAME", description = "Configs; all by default.")
  private List<String> names = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write one file per config there instead.")
  private Path out;

  public SchemaTool(AppSettings app) {
    super(app);
  }

  @Override
  public Integer call() throws Exception {
    Composer composer = composer();
    Map<String, String> schemas = new LinkedHashMap<>();
    boolean all = names.isEmpty();
    for (String name : all ? primaries(composer) : names) {
      try {
        app()
            .facts()
            .schema(composer.composeMaster(name, List.of()))
            .ifPresent(schema -> schemas.put(name, schema));
      } catch (ConfigException e) {
        if (!all) {
          throw e;
        }
        app().err().println("warning: no schema of " + name + ": " + e.getMessage());
      }
    }
    if (schemas.isEmpty()) {
      throw new UsageException(app().name() + " states no schema of its configs");
    }
    if (out == null) {
      app().out().println(schemas.size() == 1 ? first(schemas) : object(schemas));
      app().out().flush();
    } else {
      Path directory = Files.createDirectories(app().cwd().resolve(out));
      for (Map.Entry<String, String> schema : schemas.entrySet()) {
        Path file = directory.resolve(schema.getKey() + ".json");
        Files.createDirectories(file.getParent());
        write(file, schema.getValue() + "\n");
      }
      app().out().println(schemas.size() + " schemas in " + out);
    }
    return 0;
  }

  /** A schema is made again in the place of an older one, and never in that of another file. */
  private static void write(Path file, String schema) throws IOException {
    if (Files.exists(file) && !isSchema(file)) {
      throw new UsageException(
          file + " is there already, and is no schema.\nGive another directory with --out");
    }
    Path aside = file.resolveSibling("." + file.getFileName());
    Files.writeString(aside, schema);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isSchema(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.readString(file).contains("\"$schema\"");
  }

  private static String first(Map<String, String> schemas) {
    return schemas.values().iterator().next();
  }

  private static String object(Map<String, String> schemas) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    for (Map.Entry<String, String> schema : schemas.entrySet()) {
      byName.put(schema.getKey(), json.readTree(schema.getValue()));
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(byName);
  }
}
