package dev.hydrant.config.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigCompositionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepExpanderTest {
  private static final GlobSource GROUPS =
      group -> group.equals("db") ? List.of("my sql", "mysql", "pg", "pg_slow") : List.of();

  private static List<List<String>> jobs(String... arguments) {
    return new SweepExpander().expand(List.of(arguments), GROUPS);
  }

  @Test
  void theLastArgumentOfAKeyReplacesTheFirstAtItsPlace() {
    assertThat(jobs("a=1,2", "b=x", "a=3")).containsExactly(List.of("a=3", "b=x"));
  }

  @Test
  void parametersComeFirstAndAreReplacedByOverrides() {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("a", "1,2");
    params.put("b", "range(2)");
    assertThat(jobs(SweepExpander.arguments(params, List.of("c=0", "a=7")).toArray(String[]::new)))
        .containsExactly(List.of("a=7", "b=0", "c=0"), List.of("a=7", "b=1", "c=0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db=glob(*)                      | db=my\\ sql;db=mysql;db=pg;db=pg_slow",
        "+db@src=glob(pg*)               | +db@src=pg;+db@src=pg_slow",
        "db=glob([pg*,'my*'],exclude=*_slow) | db=my\\ sql;db=mysql;db=pg",
        "db=glob('[!m]*')                | db=pg;db=pg_slow",
        "db=glob('p[a-h]')               | db=pg",
        "db=glob('[z-a]*')               | ''",
        "db=glob('pg?slow')              | db=pg_slow",
        "nope=glob(*)                    | ''"
      })
  void aGlobIsTheOptionsThatMatch(String argument, String expected) {
    assertThat(String.join(";", jobs(argument).stream().map(j -> j.get(0)).toList()))
        .isEqualTo(expected.equals("''") ? "" : expected);
  }

  @Test
  void aShuffleIsAPermutationThatItsSeedRepeats() {
    List<String> argument = List.of("a=shuffle(range(50))");
    SweepJobs first = SweepExpander.seeded(3).expand(argument, null);
    assertThat(SweepExpander.seeded(3).expand(argument, null)).isEqualTo(first);
    assertThat(first).containsExactlyInAnyOrderElementsOf(jobs("a=range(50)"));
    assertThat(first).isNotEqualTo(jobs("a=range(50)"));
  }

  @Test
  void batchesKeepTheOrderAndTheLastMayBeShort() {
    SweepJobs jobs = new SweepExpander().expand(List.of("a=range(5)"), null);
    assertThat(jobs.batches(2)).extracting(List::size).containsExactly(2, 2, 1);
    assertThat(jobs.batches(2).stream().flatMap(List::stream)).isEqualTo(jobs);
    assertThat(jobs.batches(null)).containsExactly(jobs);
    assertThatThrownBy(() -> jobs.batches(0)).hasMessageContaining("at least 1");
  }

  @Test
  void aSweepBeyondItsLimitIsRefusedBeforeItIsExpanded() {
    assertThatThrownBy(() -> jobs("a=range(100000)", "b=range(100000)", "c=range(100000)"))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining("more than 1000000 jobs (a: 100000 × b: 100000 × c: 100000)");
    assertThatThrownBy(() -> jobs("a=range(1,1e300)")).hasMessageContaining("more than 1000000");
    assertThatThrownBy(
            () -> new SweepExpander(new SplittableRandom(), 5).expand(List.of("a=range(6)"), null))
        .hasMessageContaining("more than 5");
  }

  @Test
  void anEmptySweepHasNoJobsHoweverLargeTheRest() {
    assertThat(jobs("a=range(0)", "b=range(100000)", "c=range(100000)")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=interval(0,1)    | INTERVAL_SWEEP",
        "a=1,choice(2,3)    | sweeps do not nest",
        "a=[choice(2,3)],4  | sweeps do not nest",
        "hydra.verbose=1,2  | Sweeping over Hydra's configuration",
        "db=glob([1])       | pattern of glob() is no text: 1",
        "a=range(0,1,0)     | zero"
      })
  void whatCannotBeEnumeratedIsToldWithItsArgument(String argument, String message) {
    assertThatThrownBy(() -> jobs(argument))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("override '" + argument + "'");
  }

  @Test
  void aJobKnowsItsPlaceWithoutItsPredecessors() {
    SweepJobs jobs =
        new SweepExpander().expand(List.of("a=range(100)", "b=range(100)", "c=range(100)"), null);
    assertThat(jobs).hasSize(1_000_000);
    assertThat(jobs.get(123_456)).containsExactly("a=12", "b=34", "c=56");
  }
}
