package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each language model has a config, a preset for a CPU and a page that shows its keys as its record
 * states them. {@code -Dupdate.pages=true} writes the tables anew.
 */
class ModelPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "models");
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- keys -->\n).*(?=<!-- end of keys -->)", Pattern.DOTALL);

  static Stream<ModelAdapter<?>> models() {
    ModelRegistry registry = ModelRegistry.load();
    return registry.types().stream()
        .<ModelAdapter<?>>map(registry::get)
        .filter(a -> a.family().equals(LanguageModelAdapter.FAMILY));
  }

  @ParameterizedTest
  @MethodSource("models")
  void its_page_shows_its_keys(ModelAdapter<?> adapter) throws IOException {
    Path page = PAGES.resolve(adapter.type() + ".md");
    String keys = RecordSchema.of(adapter.configType()).toMarkdown();
    String text = Files.readString(page);
    Matcher table = TABLE.matcher(text);
    assertThat(table.find()).as("%s has a table between its marks", page).isTrue();
    if (Boolean.getBoolean("update.pages")) {
      Files.writeString(page, table.replaceFirst(Matcher.quoteReplacement(keys)));
    } else {
      assertThat(table.group()).as("%s; -Dupdate.pages=true writes it", page).isEqualTo(keys);
    }
    assertThat(text)
        .startsWith("# " + adapter.type() + "\n")
        .contains("--config-name=" + adapter.configName());
    assertThat(RecordSchema.of(adapter.configType()).keys())
        .allSatisfy(key -> assertThat(key.doc()).as(key.path()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("models")
  void its_config_makes_it_at_full_size(ModelAdapter<?> adapter) {
    Composition composition = CONF.compose(adapter.configName());
    assertThat(composition.getString("type")).isEqualTo(adapter.type());
    assertThat(Configs.module(composition.resolved()).parameterCount()).isGreaterThan(50_000_000L);
  }

  @ParameterizedTest
  @MethodSource("models")
  void its_preset_makes_it_small_enough_for_a_cpu(ModelAdapter<?> adapter) {
    String name = adapter.configName();
    MapNode tree = CONF.compose(name, List.of("experiment=" + name + "_cpu")).resolved();
    assertThat(Configs.module(tree).parameterCount()).isBetween(100_000L, 60_000_000L);
  }
}
