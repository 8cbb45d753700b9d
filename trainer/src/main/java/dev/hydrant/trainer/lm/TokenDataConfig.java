package dev.hydrant.trainer.lm;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import java.util.Map;
import java.util.Optional;

/** Which token shards a language model reads, and how much of them at a time. */
public record TokenDataConfig(
    @Doc("Training files, a glob pattern relative to local_data_path.") String trainFiles,
    @Doc("Validation files, a glob pattern relative to local_data_path.") String valFiles,
    @Doc("Tokens per micro-batch; cut into rows of the model's n_ctx.")
        @Default("65536")
        @Range(min = 1)
        int seqLen,
    @Doc("Tokens per validation.") @Default("10485760") @Range(min = 1) long valTokens,
    @MayChange
        @Doc(
            "Test files, evaluated once with the best checkpoint after training. Default: no final"
                + " test.")
        Optional<String> testFiles,
    @MayChange @Doc("Tokens of the final test. Default: all of the files.") @Range(min = 1)
        Optional<Long> testTokens,
    @Doc("Directory that the patterns are relative to. Default: the working directory.")
        Optional<String> localDataPath,
    @Flatten Map<String, Object> others) {}
