/** What a sweep leaves to read: {@code sweep.csv}, {@code sweep.yaml} and {@code sweep.html}. */
package dev.hydrant.config.launch.report;
