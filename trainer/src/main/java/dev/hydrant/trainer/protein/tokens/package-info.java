/** What models read of proteins: token ids and padded batches of coordinates, as plain arrays. */
package dev.hydrant.trainer.protein.tokens;
