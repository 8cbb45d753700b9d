/** Trees to text and to other libraries' trees: YAML as {@code OmegaConf.to_yaml}, JSON, HOCON. */
package dev.hydrant.config.write;
