package dev.hydrant.trainer.lm;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import dev.hydrant.trainer.settings.NoEffect;
import dev.hydrant.trainer.settings.Refused;
import java.util.Map;
import java.util.Optional;

/** Keys of the top level that are understood for the sake of configs of other trainers. */
public record OtherTrainersConfig(
    @Doc("Another name of seq_len, which wins when set.") @Range(min = 1)
        Optional<Integer> trainSeqLen,
    @Refused("the arithmetic is chosen by one key; use precision=bf16") @Doc("Refused when set.")
        Optional<Object> bfloat16,
    @Refused("8-bit arithmetic is not available here; use precision=fp32") @Doc("Refused when set.")
        Optional<Object> useFp8,
    @Refused("8-bit arithmetic is not available here; use precision=fp32") @Doc("Refused when set.")
        Optional<Object> projFp8,
    @Refused("models are chosen by type alone, never by the name of a class")
        @Doc("Refused when set.")
        Optional<Object> modelAdapter,
    @NoEffect @MayChange @Alias("IS_MODAL") @Doc("Without effect.") Optional<Object> isModal,
    @NoEffect @MayChange @Doc("Without effect.") Optional<Object> modalDataPath,
    @NoEffect @MayChange @Doc("Without effect.") Optional<Object> useWandb,
    @Flatten Map<String, Object> others) {}
