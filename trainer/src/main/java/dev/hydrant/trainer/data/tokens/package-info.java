/**
 * Token shards, the {@code .bin} files of llm.c and modded-nanogpt, written and read as batches of
 * rows in a seeded order.
 */
package dev.hydrant.trainer.data.tokens;
