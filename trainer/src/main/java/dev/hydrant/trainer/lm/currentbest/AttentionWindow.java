package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * How far attention looks back, in blocks of tokens: a fixed window, or one that grows from one
 * block to {@value #LONGEST} tokens in the course of training.
 *
 * @param current the long window in blocks, {@code [1]}; null for one without end
 * @param bound no window is longer, in blocks
 */
public record AttentionWindow(Tensor current, long bound) {
  /** Tokens of the window when training ends. */
  public static final int LONGEST = 1792;

  private static final double GROWTH = 1728;

  /** The name under which a batch holds the scheduled window. */
  public static final String NAME = "window_blocks";

  /** Attention to everything before. */
  static final AttentionWindow ENDLESS = new AttentionWindow(null, Long.MAX_VALUE);

  /** Blocks of the window after some steps of a run. */
  public static long blocks(long step, long steps, int blockSize) {
    double tokens = GROWTH * step / Math.max(1, steps);
    return Math.max(1, (long) Math.ceil(tokens / blockSize));
  }

  /** The numbers a run's schedule gives, for a config without a fixed window. */
  public static Map<String, Double> scheduled(CurrentBestConfig config, Moment moment) {
    return config.windowTokens().isPresent()
        ? Map.of()
        : Map.of(NAME, (double) blocks(moment.step(), moment.run().steps(), config.blockSize()));
  }

  /**
   * The window of a batch: the fixed one, the scheduled one, or the longest there is.
   *
   * @param like a tensor of the backend the window is made in
   */
  public static AttentionWindow of(
      CurrentBestConfig config, Map<String, Tensor> batch, Tensor like) {
    long longest = blocks(1, 1, config.blockSize());
    if (config.windowTokens().isEmpty() && batch.get(NAME) != null) {
      return new AttentionWindow(batch.get(NAME), longest);
    }
    Optional<Long> fixed = config.windowTokens().map(t -> Math.max(1L, t / config.blockSize()));
    return fixed(like, fixed.orElse(longest));
  }

  /** A window of so many blocks. */
  static AttentionWindow fixed(Tensor like, long blocks) {
    return new AttentionWindow(like.torch().full(like.torch().floatType(), blocks, 1), blocks);
  }

  /** Half of it, at least one block: what short-sighted layers see. */
  AttentionWindow half() {
    return current == null
        ? this
        : new AttentionWindow(current.mul(0.5).floor().clampMin(1), Math.max(1, bound / 2));
  }
}
