package dev.hydrant.trainer.data.tokens;

import java.nio.file.Path;

/**
 * A whole shard that is not yet in its place.
 *
 * @param name its file name once published
 * @param tokens number of tokens
 * @param temporary where it is until then
 */
public record FinishedShard(String name, int tokens, Path temporary) {}
