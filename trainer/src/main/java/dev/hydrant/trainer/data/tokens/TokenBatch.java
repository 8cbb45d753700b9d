package dev.hydrant.trainer.data.tokens;

/**
 * Rows of tokens and of the tokens that follow them, {@code [rows, columns]}, row-major.
 *
 * @param index the batch's number, from 0
 * @param epoch how often the whole source had been read before this batch, from 0
 * @param rows number of rows, B
 * @param columns length of a row with its lookahead, T + lookahead
 * @param inputs token ids, {@code [B, T + lookahead]}
 * @param targets the token after each input, {@code [B, T + lookahead]}: {@code targets[b, t]} is
 *     the token one place behind {@code inputs[b, t]}
 */
public record TokenBatch(
    long index, long epoch, int rows, int columns, long[] inputs, long[] targets) {}
