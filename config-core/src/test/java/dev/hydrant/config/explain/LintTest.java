package dev.hydrant.config.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.explain.Finding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintTest {
  private static ComposerBuilder clean() {
    return Composer.builder()
        .config(
            "config.yaml",
            "defaults:\n- base\n- db: mysql\n- _self_\n\nname: ${db.host}\nenv: ${oc.env:NOPE}\n")
        .config("base.yaml", "steps: 1\n")
        .config("db/mysql.yaml", "defaults:\n- net: lan\n\nhost: my\nport: ???\n")
        .config("db/pg.yaml", "host: pg\nport: 1\n")
        .config("db/net/lan.yaml", "speed: 1\n")
        .config("db/net/wan.yaml", "speed: 2\n")
        .config("exp/fast.yaml", "# @package _global_\nsteps: 2\n");
  }

  private static List<Finding> lint(ComposerBuilder builder, String... overrides) {
    return builder.build().lint("config", List.of(overrides));
  }

  @Test
  void aSoundFolderHasNoFindings() {
    assertThat(lint(clean())).isEmpty();
  }

  @Test
  void optionsThatDoNotComposeAreFoundAlsoInNestedGroups() {
    List<Finding> findings =
        lint(
            clean()
                .config("db/broken.yaml", "defaults:\n- nowhere\n")
                .config("db/net/bad.yaml", "a: [\n"));
    assertThat(findings).extracting(Finding::kind).containsOnly(Kind.BROKEN);
    assertThat(findings)
        .extracting(Finding::context)
        .containsExactlyInAnyOrder("db=broken", "db/net=bad");
  }

  @Test
  void interpolationsThatLeadNowhereAreFoundWithTheOptionThatBreaksThem() {
    List<Finding> findings = lint(clean().config("db/file.yaml", "path: a\nurl: ${nope:1}\n"));
    assertThat(findings).extracting(Finding::kind).containsOnly(Kind.DANGLING);
    assertThat(findings)
        .extracting(Finding::toString)
        .containsExactlyInAnyOrder(
            "structured://config.yaml:6:7: ${db.host} leads nowhere: Interpolation key 'db.host'"
                + " not found\n    with db=file",
            "structured://db/file.yaml:2:6: ${nope:1} leads nowhere: Unsupported interpolation"
                + " type 'nope': no resolver has this name\n    with db=file");
  }

  @Test
  void configsThatNothingBringsInAreFound() {
    List<Finding> findings = lint(clean().config("old/thing.yaml", "a: 1\n"));
    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.UNUSED);
    assertThat(findings.get(0).toString())
        .isEqualTo(
            "structured://old/thing.yaml: no defaults list brings it in;"
                + " only an override that adds its group does");
  }

  @Test
  void anOptionOfAnotherConfigIsNoFault() {
    List<Finding> findings =
        lint(
            clean()
                .config("app/twice.yaml", "# @package _global_\ndefaults: [{/db: pg}]\n")
                .config("app/lost.yaml", "# @package _global_\ndefaults: [{override /srv: pg}]\n")
                .config("app/refers.yaml", "a: ${only.there}\n")
                .config("app/broken.yaml", "defaults: [{/srv: nowhere}]\n"));
    assertThat(findings)
        .filteredOn(Finding::isFault)
        .extracting(Finding::context)
        .containsExactly("+app=broken");
    assertThat(findings)
        .filteredOn(f -> f.kind() == Kind.UNFIT)
        .extracting(Finding::context)
        .containsExactlyInAnyOrder("+app=twice", "+app=lost", "+app=refers");
  }

  /** What would be added to it is looked for in its own folder, so that nothing can be. */
  @Test
  void nothingIsAddedToAConfigInAFolder() {
    Composer composer =
        clean()
            .config("deep/one.yaml", "# @package _global_\ndefaults: [/base, _self_]\nx: 1\n")
            .build();
    assertThat(composer.lint("deep/one", List.of())).noneMatch(Finding::isFault);
  }

  @Test
  void valuesAndOverridesWithoutEffectAreFound() {
    ComposerBuilder builder = clean().config("exp/same.yaml", "# @package _global_\nsteps: 1\n");
    assertThat(lint(builder, "db.port=3", "steps=1"))
        .extracting(Finding::toString)
        .containsExactly(
            "override 'steps=1': changes nothing: the configuration is the same without it",
            "structured://exp/same.yaml:2:8: steps is 1 already, by structured://base.yaml:1:8");
  }
}
