package dev.hydrant.config.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.app.program.ConfigFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFlagTest {
  private static final List<ConfigFlag> OF_VQ =
      List.of(
          ConfigFlag.key("--epochs", "N", "training.epochs"),
          ConfigFlag.key("--data", "FILE", "data"),
          ConfigFlag.key("--height", "N", "size.height"),
          ConfigFlag.key("--resume", "[NAME]", "resume"),
          ConfigFlag.on("--verbose", "verbose=true"),
          ConfigFlag.override("--set"));

  @TempDir Path dir;
  private AppFixture app;
  private final List<Composition> seen = new ArrayList<>();

  @BeforeEach
  void files() {
    app = new AppFixture(dir);
    app.write(
        "conf/vq.yaml",
        "kind: vq\ndata: none\nresume: null\nverbose: false\ntraining: {epochs: 1}\nwidth: 1\n"
            + "hydra: {help: {template: '$FLAGS_HELP'}}\n");
    app.write("conf/plain.yaml", "kind: plain\nwidth: 1\n");
  }

  private int run(Map<String, String> environment, String... args) {
    return app.builder(
            (config, context) -> {
              seen.add(config);
              return Map.of();
            })
        .configName("plain")
        .environment(environment)
        .facts(
            new AppFacts() {
              @Override
              public List<ConfigFlag> flags(Composition config) {
                return "vq".equals(config.getString("kind")) ? OF_VQ : List.of();
              }

              @Override
              public List<ConfigFlag> allFlags() {
                List<ConfigFlag> all = new ArrayList<>(OF_VQ);
                all.add(ConfigFlag.file("--config"));
                return all;
              }
            })
        .build()
        .execute(args);
  }

  private Composition config(String... args) {
    assertThat(run(Map.of(), args)).as(app.err()).isZero();
    return seen.get(seen.size() - 1);
  }

  @Test
  void a_flag_of_the_config_gives_a_key_its_value_wherever_it_stands() {
    assertThat(config("--epochs", "20", "--config-name=vq").getInt("training.epochs"))
        .isEqualTo(20);
    Composition config = config("-cn", "vq", "width=3", "--epochs=7", "--verbose");
    assertThat(config.getInt("training.epochs")).isEqualTo(7);
    assertThat(config.getBoolean("verbose")).isTrue();
    assertThat(config.overrides())
        .containsExactlyInAnyOrder("width=3", "training.epochs=7", "verbose=true");
    assertThat(config("-cn", "vq", "--set", "width=9").getInt("width")).isEqualTo(9);
  }

  @Test
  void a_value_is_one_text_whatever_stands_in_it() {
    assertThat(config("-cn", "vq", "--data", "my files/it's.npy").getString("data"))
        .isEqualTo("my files/it's.npy");
    assertThat(config("-cn", "vq", "--data=a=b").getString("data")).isEqualTo("a=b");
  }

  @Test
  void a_key_that_the_file_does_not_have_is_added() {
    assertThat(config("-cn", "vq", "--height", "3").overrides()).containsExactly("++size.height=3");
  }

  @Test
  void a_value_may_be_left_out_where_the_flag_says_so() {
    assertThat(config("-cn", "vq", "--resume", "best").getString("resume")).isEqualTo("best");
    assertThat(config("-cn", "vq", "--resume", "width=2").getInt("width")).isEqualTo(2);
    assertThat(run(Map.of(), "-cn", "vq", "--epochs")).isEqualTo(2);
    assertThat(app.err()).contains("--epochs needs a value: --epochs N");
    assertThat(run(Map.of(), "-cn", "vq", "--verbose=true")).isEqualTo(2);
    assertThat(app.err()).contains("--verbose takes no value");
  }

  @Test
  void a_flag_may_name_the_file_of_the_config() {
    String file = dir.resolve("conf/vq.yaml").toString();
    assertThat(config("--config", file, "--epochs", "4").getInt("training.epochs")).isEqualTo(4);
    assertThat(config("-cn", "none", "--config", file, "width=7").getInt("width")).isEqualTo(7);
  }

  @Test
  void several_values_of_a_flag_are_a_sweep() {
    assertThat(run(Map.of(), "-m", "-cn", "vq", "--epochs", "1,2")).as(app.err()).isZero();
    assertThat(seen).extracting(c -> c.getInt("training.epochs")).containsExactly(1, 2);
  }

  @Test
  void flags_of_other_configs_are_unknown() {
    assertThat(run(Map.of(), "--epochs", "20")).isEqualTo(2);
    assertThat(app.err()).contains("Unknown option: '--epochs'");
    assertThat(seen).isEmpty();
  }

  @Test
  void what_does_not_compose_is_told_before_flags_are() {
    assertThat(run(Map.of(), "-cn", "vq", "--epochs", "20", "widht=3")).isEqualTo(2);
    assertThat(app.err()).contains("widht").doesNotContain("Unknown option");
  }

  @Test
  void help_and_completion_know_them() {
    assertThat(run(Map.of(), "-cn", "vq", "--help")).isZero();
    assertThat(app.out()).contains("--epochs N : training.epochs", "--verbose : verbose=true");
    String before = app.out();
    String line = "app -cn vq --e";
    Map<String, String> typed = Map.of("COMP_LINE", line, "COMP_POINT", "" + line.length());
    assertThat(run(typed, "-sc", "query=bash")).isZero();
    assertThat(app.out().substring(before.length()).lines())
        .containsExactly("--epochs", "--experimental-rerun");
  }
}
