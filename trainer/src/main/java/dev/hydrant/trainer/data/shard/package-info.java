/** Token shards: the {@code .bin} files of llm.c and modded-nanogpt, written and read. */
package dev.hydrant.trainer.data.shard;
