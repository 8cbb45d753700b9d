/** The keys of a run's top level as records: loop, guards, optimizer, checkpoints, observation. */
package dev.hydrant.trainer.settings;
