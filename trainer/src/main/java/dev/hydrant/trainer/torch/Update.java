package dev.hydrant.trainer.torch;

/** A new value of a buffer, stored when the program ends. */
record Update(TraceTensor target, TraceTensor value) {}
