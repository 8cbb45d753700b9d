package dev.hydrant.trainer.data.tokens;

import java.nio.file.Path;

/**
 * Consecutive tokens of one file.
 *
 * @param from position of the first, from 0
 * @param to one past the last
 */
public record TokenRange(Path file, long from, long to) {}
