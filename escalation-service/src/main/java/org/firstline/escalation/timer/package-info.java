/** The clock: work orders that are due are handed to the flow. */
@NullMarked
package org.firstline.escalation.timer;

import org.jspecify.annotations.NullMarked;
