/** From text files to token shards: documents, language, tokens, split, manifest. */
package dev.hydrant.trainer.data.text;
