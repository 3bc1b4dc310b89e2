/** The rules of intake: what a call's events mean, what a case needs before diagnosis, what may leave. Pure Java. */
@NullMarked
package org.firstline.intake.domain;

import org.jspecify.annotations.NullMarked;
