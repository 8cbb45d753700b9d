package dev.hydrant.trainer.lm;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.Range;
import java.util.Map;
import java.util.Optional;

/** Which token shards a language model reads, and how much of them at a time. */
public record TokenDataConfig(
    @Doc("Pattern of the training shards, relative to local_data_path.") String trainFiles,
    @Doc("Pattern of the validation shards, relative to local_data_path.") String valFiles,
    @Doc("Tokens of one micro-batch; cut into rows of the model's n_ctx.")
        @Default("65536")
        @Range(min = 1)
        int seqLen,
    @Doc("Tokens of one validation.") @Default("10485760") @Range(min = 1) long valTokens,
    @Doc(
            "Pattern of the shards that judge the best checkpoint when training has ended, relative"
                + " to local_data_path; no final test if null.")
        Optional<String> testFiles,
    @Doc("Tokens of the final test; all that the files offer if null.") @Range(min = 1)
        Optional<Long> testTokens,
    @Doc("Directory the patterns are relative to; the working directory if null.")
        Optional<String> localDataPath,
    @Flatten Map<String, Object> others) {}
