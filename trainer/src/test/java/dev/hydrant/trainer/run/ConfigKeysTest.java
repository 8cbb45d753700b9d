package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.NoEffect;
import dev.hydrant.trainer.settings.Refused;
import dev.hydrant.trainer.settings.TrainConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in a config is read by somebody, or says that it is not. */
class ConfigKeysTest {
  private static Stream<ModelAdapter<?>> languageModels() {
    ModelRegistry registry = ModelRegistry.load();
    return registry.types().stream()
        .<ModelAdapter<?>>map(registry::get)
        .filter(a -> a.family().equals(LanguageModelAdapter.FAMILY));
  }

  /** Records of the top level. */
  private static Stream<Class<? extends Record>> records() {
    return Stream.concat(
        Stream.of(TrainConfig.class),
        languageModels().flatMap(a -> a.settings().stream()).distinct());
  }

  @Test
  void each_key_of_a_model_is_read_or_says_that_it_is_not() {
    JavaClasses program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hydrant.trainer");
    List<String> unread = new ArrayList<>();
    Stream.concat(languageModels().map(ModelAdapter::configType), records())
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
    return c.isAnnotationPresent(NoEffect.class)
        || c.isAnnotationPresent(Refused.class)
        || c.getAnnotation(Doc.class).value().contains("Without effect");
  }
}
