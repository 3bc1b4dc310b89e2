package org.firstline.followup.domain;

/** What an event says about who is accountable, and where the event stands in the story. */
public record Claim(Position position, Accountable accountable) {}
