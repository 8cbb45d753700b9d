package dev.hydrant.config.source.yaml;

/**
 * A token that turns out to be a key if a {@code :} follows on its line.
 *
 * @param number the count of tokens before it
 * @param required whether the text is wrong unless it is a key
 */
record SimpleKey(int number, boolean required, int index, Mark mark) {}
