package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;

/** What is sampled from a model that can generate when its training ends. */
public record SampleConfig(
    @Doc("How many samples; 0 for none.") @Default("2") @Range(min = 0) int samples,
    @Default("Mr President,") String samplePrompt,
    @Default("60") @Range(min = 1) int sampleTokens,
    @Default("0.8") @Range(min = 0) double sampleTemperature,
    @Default("50") @Range(min = 0) int sampleTopK) {}
