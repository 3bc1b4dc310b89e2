/** The clock: callbacks nobody reported, and notices that are due. */
@NullMarked
package org.firstline.followup.timer;

import org.jspecify.annotations.NullMarked;
