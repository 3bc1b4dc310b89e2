/** The rules of following a case to its end: pure Java, no framework, no clock, no randomness. */
@NullMarked
package org.firstline.followup.domain;

import org.jspecify.annotations.NullMarked;
