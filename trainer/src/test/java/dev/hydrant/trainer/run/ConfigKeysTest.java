package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hydrant.config.Composer;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.nsa.NsaOverrides;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in a config is read by somebody, or says that it is not. */
class ConfigKeysTest {
  private static final Path CONF = Path.of("..", "conf");

  private static Stream<ModelAdapter<?>> languageModels() {
    ModelRegistry registry = ModelRegistry.load();
    return registry.types().stream()
        .<ModelAdapter<?>>map(registry::get)
        .filter(a -> a.getClass().getPackageName().startsWith("dev.hydrant.trainer.lm."));
  }

  /** Top-level keys that the engine, the data, or a model reads, or that are told to be idle. */
  private static Set<String> known() {
    Set<String> known =
        new LinkedHashSet<>(List.of("model_cfg", "hydra", LanguageModelAdapter.OTHER_LENGTH));
    Stream.of(TrainConfig.class, TokenDataConfig.class, NsaOverrides.class)
        .flatMap(c -> RecordSchema.of(c).keys().stream())
        .forEach(k -> known.add(k.path().replaceAll("[.\\[].*", "")));
    languageModels().forEach(a -> known.addAll(a.fallbacks().values()));
    languageModels().forEach(a -> known.addAll(a.reads()));
    known.addAll(Flags.keys());
    return known;
  }

  @Test
  void each_key_of_the_top_level_is_known() throws IOException {
    Composer conf = Composer.builder().searchPath(CONF.toString()).build();
    try (Stream<Path> files = Files.list(CONF)) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".yaml"))
          .map(f -> f.replace(".yaml", ""))
          .filter(f -> !List.of("engine", "training", "data", "gmm").contains(f))
          .forEach(
              name -> {
                MapNode tree = conf.compose(name, List.of()).resolved();
                List<String> keys = tree.entries().keySet().stream().map(Object::toString).toList();
                assertThat(known()).as(name).containsAll(keys);
              });
    }
  }

  @Test
  void each_key_of_a_model_is_read_or_says_that_it_is_not() {
    JavaClasses program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hydrant.trainer");
    List<String> unread = new ArrayList<>();
    Stream.concat(
            languageModels().map(ModelAdapter::configType),
            Stream.of(TrainConfig.class, TokenDataConfig.class, NsaOverrides.class))
        .forEach(c -> collect(c, program, unread));
    assertThat(unread).isEmpty();
  }

  private static void collect(Class<?> type, JavaClasses program, List<String> unread) {
    JavaClass here = program.get(type);
    for (RecordComponent c : type.getRecordComponents()) {
      if (c.isAnnotationPresent(Flatten.class) && c.getType().isRecord()) {
        collect(c.getType(), program, unread);
      } else if (!c.isAnnotationPresent(Flatten.class)
          && !isRead(here, c)
          && !saysSo(c)
          && !hasOneChoice(c)) {
        unread.add(type.getSimpleName() + "." + c.getName());
      }
    }
  }

  /** Through its accessor, or within the record. */
  private static boolean isRead(JavaClass here, RecordComponent c) {
    JavaField field = here.getField(c.getName());
    return !here.getMethod(c.getName()).getCallsOfSelf().isEmpty()
        || field.getAccessesToSelf().stream()
            .map(a -> a.getOrigin().getName())
            .anyMatch(n -> !n.equals("<init>") && !n.equals(c.getName()));
  }

  /** There is nothing to read in a key that takes a single value. */
  private static boolean hasOneChoice(RecordComponent c) {
    OneOf choice = c.getAnnotation(OneOf.class);
    return choice != null && choice.value().length == 1;
  }

  private static boolean saysSo(RecordComponent c) {
    Doc doc = c.getAnnotation(Doc.class);
    return doc != null && doc.value().toLowerCase(java.util.Locale.ROOT).contains("without effect");
  }
}
