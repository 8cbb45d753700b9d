package dev.hydrant.trainer.docs;

import dev.hydrant.config.Composer;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.trainer.cli.Main;
import dev.hydrant.trainer.engine.callback.CallbackFactory;
import dev.hydrant.trainer.engine.callback.CallbackRegistry;
import dev.hydrant.trainer.lm.OtherTrainersConfig;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.ModelTypes;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of docs/reference, made from the records that configurations are bound to. */
final class Reference {
  private static final Path CONF = Pages.ROOT.resolve("conf");

  /** Folders of options that are chosen, not trained by themselves. */
  private static final Set<String> GROUPS =
      Set.of("debug", "experiment", "hydra", "logger", "sweep", "zoo");

  /** Records whose keys have a page for all models. */
  private static final Set<Class<?>> SHARED =
      Set.of(TokenDataConfig.class, OtherTrainersConfig.class);

  private static final String GENERATED =
      "Written from the program's records; edit those, not this page ([how](README.md)).\n";

  private Reference() {}

  /** Texts by file name. */
  static Map<String, String> pages() throws IOException {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("engine.md", engine());
    pages.put("loggers.md", loggers());
    pages.put("token-data.md", tokenData());
    Map<String, List<String>> configs = configsByType();
    List<ModelAdapter<?>> adapters = adapters();
    for (ModelAdapter<?> adapter : adapters) {
      pages.put(
          adapter.type() + ".md", model(adapter, configs.getOrDefault(adapter.type(), List.of())));
    }
    pages.put("README.md", index(adapters));
    return pages;
  }

  private static String index(List<ModelAdapter<?>> adapters) {
    StringBuilder text =
        new StringBuilder(
            """
            # Reference

            Every key of a training configuration, with its type, default and meaning. A key is \
            set in a config file or on the command line: `./hydrant train lr=1e-3`. \
            `./hydrant why lr` says where its value comes from, and `./hydrant schema` gives the \
            same facts to an editor.

            | page | keys |
            |---|---|
            | [engine](engine.md) | what trains any model: run, guards, optimizer, checkpoints, loggers |
            | [loggers](loggers.md) | where metrics go, and what else watches a run |
            | [token data](token-data.md) | the token files of a language model |
            """);
    for (ModelAdapter<?> adapter : adapters) {
      text.append(
          "| [%s](%s.md) | %s |\n"
              .formatted(adapter.type(), adapter.type(), adapter.description()));
    }
    return text.append(
            """

            In the tables, *required* means that the key has no default; a key without a default \
            that is not required may be left out or `null`. `a.b` is key `b` inside `a`, `[]` an \
            item of a list, `*` any key of a map.

            These pages are written from the records that configurations are bound to, and a test \
            compares them on every build. After changing a record, write them again:

            ```
            mvn -q -pl trainer -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.pages=true
            ```
            """)
        .toString();
  }

  private static String engine() {
    StringBuilder text =
        new StringBuilder("# Keys of the engine\n\n")
            .append(
                "These top-level keys train any model. `conf/engine.yaml` has them with the values"
                    + " that shipped configs start from, which may differ from the defaults"
                    + " below.\n\n")
            .append(GENERATED)
            .append("\n`type` chooses the model: see the [list](README.md).\n");
    for (RecordComponent part : TrainConfig.class.getRecordComponents()) {
      if (part.isAnnotationPresent(Flatten.class) && part.getType().isRecord()) {
        text.append("\n## ")
            .append(part.getName().substring(0, 1).toUpperCase(Locale.ROOT))
            .append(part.getName().substring(1))
            .append("\n\n")
            .append(table(part.getType()));
      }
    }
    return text.toString();
  }

  private static String loggers() {
    StringBuilder text =
        new StringBuilder("# Loggers and callbacks\n\n")
            .append(
                "What `loggers` and `callbacks` may name. `loggers` is a list of names, or a map"
                    + " from names to settings; `logger=[console,tensorboard]` picks shipped"
                    + " settings from `conf/logger/`, and"
                    + " `loggers.mlflow.uri=http://localhost:5000` changes one.\n\n")
            .append(GENERATED);
    for (CallbackFactory factory : CallbackRegistry.load().all()) {
      if (isShipped(factory)) {
        text.append("\n## %s\n\n%s.\n".formatted(factory.name(), factory.description()));
        text.append('\n')
            .append(
                factory.settings().getRecordComponents().length == 0
                    ? "It has no settings.\n"
                    : table(factory.settings()));
      }
    }
    return text.toString();
  }

  private static String tokenData() {
    return "# Token data\n\n"
        + "These top-level keys say which token files a language model reads, and how much of them"
        + " at a time. `./hydrant data text` makes such files.\n\n"
        + GENERATED
        + "\n"
        + table(TokenDataConfig.class)
        + "\n## Keys of other trainers\n\n"
        + "Understood in configs that were written for them.\n\n"
        + table(OtherTrainersConfig.class);
  }

  private static String model(ModelAdapter<?> adapter, List<String> configs) {
    StringBuilder text = new StringBuilder("# ").append(adapter.type()).append("\n\n");
    text.append(adapter.description()).append(".\n\n");
    if (Files.exists(Pages.DOCS.resolve("models").resolve(adapter.type() + ".md"))) {
      text.append("[About this model](../models/%s.md).\n\n".formatted(adapter.type()));
    }
    if (!configs.isEmpty()) {
      text.append("Configs: ")
          .append(configs.stream().map(Reference::code).collect(Collectors.joining(", ")))
          .append(".\n\n");
    }
    text.append(GENERATED).append('\n');
    text.append(
        adapter.configKey().isEmpty()
            ? "## Top-level keys\n\n"
            : "## Keys of `%s`\n\n".formatted(adapter.configKey()));
    text.append(table(adapter.configType()));
    for (Class<? extends Record> further : adapter.settings()) {
      if (!SHARED.contains(further)) {
        text.append("\n## Further top-level keys\n\n").append(table(further));
      }
    }
    if (!adapter.fallbacks().isEmpty()) {
      text.append("\n## Other names\n\nIf the key is absent, this top-level key is used:\n\n");
      text.append("| key | taken from |\n|---|---|\n");
      new TreeMap<>(adapter.fallbacks())
          .forEach((key, from) -> text.append("| `%s` | `%s` |\n".formatted(key, from)));
    }
    if (!adapter.flags().isEmpty()) {
      text.append("\n## Flags of `train`\n\n| flag | meaning |\n|---|---|\n");
      for (ConfigFlag flag : adapter.flags()) {
        text.append("| %s | %s |\n".formatted(code(flag.usage()), flag.help().replace("|", "\\|")));
      }
    }
    return text.toString();
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static <T> String table(Class<T> type) {
    return RecordSchema.of(type).toMarkdown();
  }

  /** The models that are shipped; tests register more. */
  private static List<ModelAdapter<?>> adapters() {
    ModelRegistry registry = ModelRegistry.load();
    return registry.types().stream()
        .<ModelAdapter<?>>map(registry::get)
        .filter(Reference::isShipped)
        .toList();
  }

  private static boolean isShipped(Object part) {
    return place(part.getClass()).equals(place(Main.class));
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Map<String, List<String>> configsByType() throws IOException {
    Composer composer = Composer.builder().searchPath(CONF.toString()).build();
    ModelRegistry registry = ModelRegistry.load();
    Map<String, List<String>> byType = new TreeMap<>();
    for (String name : configNames()) {
      compose(composer, name)
          .flatMap(tree -> ModelTypes.find(tree, registry))
          .ifPresent(a -> byType.computeIfAbsent(a.type(), t -> new ArrayList<>()).add(name));
    }
    return byType;
  }

  /** Empty for options of a family's own groups, which make no configuration by themselves. */
  private static Optional<MapNode> compose(Composer composer, String name) {
    try {
      return Optional.of(composer.compose(name, List.of()).node());
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private static List<String> configNames() throws IOException {
    try (Stream<Path> files = Files.walk(CONF)) {
      return files
          .map(p -> CONF.relativize(p).toString().replace(File.separatorChar, '/'))
          .filter(n -> n.endsWith(".yaml") && !GROUPS.contains(n.split("/")[0]))
          .filter(n -> !n.matches(".*/(base|engine)\\.yaml"))
          .map(n -> n.substring(0, n.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }
}
