/** A real incident log fed through the suite's doors in lockstep with suite time, and whether the counts agree. */
@NullMarked
package org.firstline.drive.replay;

import org.jspecify.annotations.NullMarked;
