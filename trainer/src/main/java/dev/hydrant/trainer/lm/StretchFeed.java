package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.tokens.TokenRange;
import dev.hydrant.trainer.data.tokens.TokenStretch;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.List;

/**
 * A feed of tokens that is validated by a stretch of them.
 *
 * @param tokens all else
 * @param named the stretch under the names that models know
 */
record StretchFeed(Feed tokens, TokenStretch stretch, BatchSource<Batch> named) implements Feed {
  @Override
  public BatchSource<Batch> training() {
    return tokens.training();
  }

  @Override
  public BatchSource<Batch> validation() {
    return named;
  }

  @Override
  public long validationBatches() {
    return stretch.batchesPerEpoch();
  }

  @Override
  public List<TokenRange> validationRanges() {
    return stretch.ranges();
  }

  @Override
  public String unit() {
    return tokens.unit();
  }

  @Override
  public String describe() {
    return tokens.describe();
  }
}
