package org.firstline.escalation.domain;

import java.time.Duration;

/**
 * One rung of the ladder that is climbed after a breach.
 *
 * @param role who is called upon, as a role code of the order's department
 * @param after how long after the breach; zero means at once
 */
public record Rung(String role, Duration after) {}
