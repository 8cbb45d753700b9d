package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** What is sampled from a model that can generate when its training ends. */
public record SampleConfig(
    @MayChange
        @Doc("Number of samples drawn after training; 0: none.")
        @Default("2")
        @Range(min = 0)
        int samples,
    @MayChange @Doc("Text that each sample continues. Default: the start of the validation text.")
        Optional<String> samplePrompt,
    @MayChange @Doc("Tokens per sample.") @Default("60") @Range(min = 1) int sampleTokens,
    @MayChange @Doc("Temperature; 0: always the most likely token.") @Default("0.8") @Range(min = 0)
        double sampleTemperature,
    @MayChange
        @Doc("Draw from the k most likely tokens; 0: from all.")
        @Default("50")
        @Range(min = 0)
        int sampleTopK) {}
