package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import java.util.Map;
import java.util.Optional;

/** What multi-token prediction reads beside {@code model_cfg}. */
record MtpTopLevel(
    @Doc("As model_cfg.use_deepseek_mtp: type decides, and a contradiction is reported.")
        Optional<Object> useDeepseekMtp,
    @Flatten Map<String, Object> others) {}
