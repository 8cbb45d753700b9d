package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** What is sampled from a model that can generate when its training ends. */
public record SampleConfig(
    @Doc("How many samples; 0 for none.") @Default("2") @Range(min = 0) int samples,
    @Doc("How a sample begins; by default as the validation text does.")
        Optional<String> samplePrompt,
    @Default("60") @Range(min = 1) int sampleTokens,
    @Default("0.8") @Range(min = 0) double sampleTemperature,
    @Default("50") @Range(min = 0) int sampleTopK) {}
