/**
 * Grammar VAEs: their adapter, configuration, data source and training schedule. The engine finds
 * them by their type; no other package uses this one.
 */
package dev.hydrant.trainer.grammar;
