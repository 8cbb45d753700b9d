package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import java.util.Map;
import java.util.Optional;

/** Keys of the top level that win over those of {@code model_cfg} when set. */
public record NsaOverrides(
    @Doc("In place of model_cfg.sliding_window_size.") Optional<Integer> slidingWindowSize,
    @Doc("In place of model_cfg.compress_block_size.") Optional<Integer> compressBlockSize,
    @Doc("In place of model_cfg.selection_block_size.") Optional<Integer> selectionBlockSize,
    @Doc("In place of model_cfg.num_selected_blocks.") Optional<Integer> numSelectedBlocks,
    @Flatten Map<String, Object> others) {}
