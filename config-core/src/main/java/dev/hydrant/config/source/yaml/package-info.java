/**
 * YAML 1.1 text to a graph of scalars, sequences and mappings, exactly as PyYAML reads it.
 *
 * <p>Hydra's configs are whatever PyYAML accepts, and its scanner differs from every Java one in
 * details that decide whether a config loads ({@code [a?b]}, tabs, anchors, simple keys, line
 * breaks): hence a scanner and a recursive-descent parser of our own after PyYAML's grammar. They
 * know nothing of configs; types, merge keys and duplicate keys are decided above.
 */
package dev.hydrant.config.source.yaml;
