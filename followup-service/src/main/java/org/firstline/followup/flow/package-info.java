/** Load, decide, save and announce, in one transaction; and the sending of notices, in none. */
@NullMarked
package org.firstline.followup.flow;

import org.jspecify.annotations.NullMarked;
