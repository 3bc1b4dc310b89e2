/** The clock: diagnoses whose time is up. */
@NullMarked
package org.firstline.diagnosis.timer;

import org.jspecify.annotations.NullMarked;
