package dev.hydrant.config.launch.sweeper;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** {@code hydra.sweeper} of the searching sweepers, beside {@code params}. */
public record SearchSettings(
    @Default("20") @Range(min = 1) @Doc("how many trials the search has in all") int nTrials,
    @Default("1") @Range(min = 1) @Doc("trials proposed, and launched, together") int nJobs,
    @Doc("whether a small or a large metric is good; as the program says if absent")
        Optional<Direction> direction,
    @Doc("name of the metric to optimise; the first that the job returns if absent")
        Optional<String> metric,
    @Default("0") @Doc("equal seeds and results give equal trials") long seed) {

  /** Whether a small or a large metric is good. */
  public enum Direction {
    MINIMIZE,
    MAXIMIZE
  }
}
