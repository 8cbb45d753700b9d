/**
 * Applies value overrides, {@code db.port=1} or {@code ~db.user}, to a composed tree. Which
 * overrides are for values and which for config groups has been decided before.
 */
package dev.hydrant.config.override;
