/** The rules of work orders, routing and deadlines: pure Java, no framework, no clock, no randomness. */
@NullMarked
package org.firstline.escalation.domain;

import org.jspecify.annotations.NullMarked;
