package dev.hydrant.trainer.engine;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.Feed;

/** What a run is told in order to find a mistake. */
public record DebugConfig(
    @Doc(
            "Train on the first so many micro-batches again and again, and be judged by them: a sound"
                + " model learns them by heart. 0: all data.")
        @Default("0")
        @Range(min = 0)
        int overfitBatches) {

  /** The batches of a run. */
  public Feed feed(Feed whole) {
    return overfitBatches == 0 ? whole : new RepeatingFeed(whole, overfitBatches);
  }
}
