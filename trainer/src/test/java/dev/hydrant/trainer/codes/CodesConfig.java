package dev.hydrant.trainer.codes;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;

/**
 * A small vector quantiser of made-up rows.
 *
 * @param rows of the data
 * @param validation rows of these, the last ones
 * @param dataSeed the rows follow from it
 * @param batch rows of a micro-batch
 * @param codes of the codebook
 * @param resetEvery epochs after which codes that nothing uses get random latents
 */
public record CodesConfig(
    @Default("37") @Range(min = 4) int rows,
    @Default("9") @Range(min = 1) int validation,
    @Default("1") long dataSeed,
    @Default("8") @Range(min = 1) int batch,
    @Default("5") @Range(min = 1) int codes,
    @Default("1") @Range(min = 0) long resetEvery) {}
