/** What is printed instead of running: {@code --help}, {@code --cfg} and {@code --info}. */
package dev.hydrant.config.app.view;
