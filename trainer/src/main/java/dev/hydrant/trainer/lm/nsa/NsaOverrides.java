package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.config.schema.Flatten;
import java.util.Map;
import java.util.Optional;

/** Keys of the top level that win over those of {@code model_cfg} when set. */
public record NsaOverrides(
    Optional<Integer> slidingWindowSize,
    Optional<Integer> compressBlockSize,
    Optional<Integer> selectionBlockSize,
    Optional<Integer> numSelectedBlocks,
    @Flatten Map<String, Object> others) {}
