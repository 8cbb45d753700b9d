/** Tab completion: the scripts that shells load, and the words that fit at the cursor. */
package dev.hydrant.config.app.completion;
