/**
 * Answers to questions about a composition: why a key has its value, how two compositions differ,
 * what in a folder of configs is broken or never used. Each prints as text a person can read.
 */
package dev.hydrant.config.explain;
