/** Collections that the Java library does not have. They know nothing of configurations. */
package dev.hydrant.config.collection;
