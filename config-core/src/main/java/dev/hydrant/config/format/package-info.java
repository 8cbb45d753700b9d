/** The file formats of configs, and how large a file may be. */
package dev.hydrant.config.format;
