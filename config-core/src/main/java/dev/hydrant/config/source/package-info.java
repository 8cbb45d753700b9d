/**
 * Where configs come from, and how their text becomes nodes: search path, directories, class path,
 * memory; YAML, JSON and HOCON; header comments; budgets.
 */
package dev.hydrant.config.source;
