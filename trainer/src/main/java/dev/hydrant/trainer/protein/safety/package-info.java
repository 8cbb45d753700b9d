/**
 * Configurations of protein models as files that last: saved as JSON and loaded again, with what
 * was loaded kept beside what it became.
 */
package dev.hydrant.trainer.protein.safety;
