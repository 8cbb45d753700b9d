/**
 * Training state on disk: safetensors files, a manifest with sizes and hashes, and a store that a
 * crash at any moment leaves valid. It knows names, shapes and bytes; it knows no tensor library.
 *
 * <p>A checkpoint is a directory. It is written under a temporary name, flushed, given its manifest
 * last, renamed in one step and read back; only then may an older one be deleted.
 */
package dev.hydrant.trainer.checkpoint;
