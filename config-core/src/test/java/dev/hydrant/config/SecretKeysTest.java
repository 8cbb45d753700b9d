package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretKeysTest {
  private static ComposerBuilder builder(String config) {
    return Composer.builder()
        .config("config.yaml", config)
        .environment(Map.of("MY_PASSWORD", "hunter2", "HF_TOKEN", "hunter3", "USER", "me"));
  }

  private static Composition compose(String config, String... overrides) {
    return builder(config).build().compose("config", List.of(overrides));
  }

  @Test
  void values_of_keys_that_are_called_like_secrets_are_masked_wherever_they_are_written() {
    Composition c =
        compose("db: {password: hunter2, Api-Key: hunter2, user: me}\nurl: me:${db.password}@h\n");
    assertThat(c.toYaml() + c.toResolvedYaml() + c.toJson() + c.why("db.password"))
        .doesNotContain("hunter2")
        .contains("password: '***'")
        .contains("user: me");
    assertThat(c.getString("url")).isEqualTo("me:hunter2@h");
    assertThat(c.secretKeys()).containsExactly("db.password", "db.Api-Key");
  }

  @Test
  void variables_that_are_called_like_secrets_are_masked_under_any_key() {
    Composition c =
        compose("a: ${oc.env:MY_PASSWORD}\nb: x${oc.env:HF_TOKEN}\nc: ${oc.env:USER}\n");
    assertThat(c.toResolvedYaml()).isEqualTo("a: '***'\nb: '***'\nc: me\n");
    assertThat(c.toYaml()).contains("${oc.env:MY_PASSWORD}");
    assertThat(c.getString("b")).isEqualTo("xhunter3");
  }

  @Test
  void an_interpolation_at_a_secret_key_is_a_secret_for_who_refers_to_it() {
    Composition c = compose("auth:\n  secret: ${name}\nname: n1\nout: ${auth.secret}\n");
    assertThat(c.toResolvedYaml())
        .contains("secret: '***'")
        .contains("out: '***'")
        .contains("name: n1");
    assertThat(c.getString("auth.secret")).isEqualTo("n1");
  }

  @Test
  void overrides_and_what_is_made_of_them_do_not_show_secrets() {
    Composition c =
        compose("db: {password: a, pin: 1}\n", "db.password=hunter2", "+x={api_key:hunter2}");
    assertThat(c.whole() + c.why("db.password").toString() + c.why("x.api_key"))
        .doesNotContain("hunter2");
    assertThat(c.hydraValue("job.override_dirname").orElseThrow().toString())
        .isEqualTo("+x=***,db.password=***");
    assertThat(c.getString("db.password")).isEqualTo("hunter2");
    assertThat(c.shown("db.password=${oc.env:X}")).isEqualTo("db.password=${oc.env:X}");
  }

  @Test
  void a_program_can_name_more_keys_and_a_config_can_mark_a_value() {
    String config =
        "pin: 1234\ndb: {user: me}\nuser: you\nz: ${hydrant.secret:hidden}\nuse_pin: true\n";
    Composition c = builder(config).secrets("*pin*", "db.user").build().compose("config");
    assertThat(c.toResolvedYaml())
        .isEqualTo("pin: '***'\ndb:\n  user: '***'\nuser: you\nz: '***'\nuse_pin: true\n");
    assertThat(c.getInt("pin")).isEqualTo(1234);
    assertThat(c.getString("z")).isEqualTo("hidden");
  }

  @Test
  void words_of_language_models_are_no_secrets_and_all_can_be_shown_as_hydra_does() {
    String config = "pad_token: <pad>\ntokens: 5\nmax_tokens: 6\n";
    assertThat(compose(config).toYaml()).isEqualTo(config);
    assertThat(builder("password: x\n").withoutSecrets().build().compose("config").toYaml())
        .isEqualTo("password: x\n");
  }
}
