/**
 * Where batches come from: sources whose every batch is a pure function of its index, read ahead by
 * another thread. It knows files and arrays, not tensors; sub-packages hold the token shards and
 * the preparation of text.
 */
package dev.hydrant.trainer.data;
