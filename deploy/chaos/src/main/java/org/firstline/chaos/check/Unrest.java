package org.firstline.chaos.check;

/** Something that would not come to rest in the time it was given. */
public record Unrest(Promise promise, String where, String what) {}
