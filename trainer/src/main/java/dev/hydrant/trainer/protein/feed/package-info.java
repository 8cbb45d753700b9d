/**
 * What protein models are fed: sets of chains, masks, noise schedules, and batches of like lengths.
 */
package dev.hydrant.trainer.protein.feed;
